package dev.kennel.catalog;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dev.kennel.web.Problem;

/// What people say of models, with what they said before.
@ApplicationScoped
class Temperaments implements PanacheRepository<Temperament> {

    static final int LONGEST = 500;

    private final Models models;
    private final Clock clock;

    Temperaments(Models models, Clock clock) {
        this.models = models;
        this.clock = clock;
    }

    /// The newest first.
    List<Temperament> of(Model model) {
        return list("modelId = ?1 order by id desc", model.id);
    }

    /// Says something new of a model; the same again changes nothing.
    ///
    /// @throws dev.kennel.web.ProblemException when it is too long
    @Transactional
    void say(long modelId, String said) {
        String words = said == null ? "" : said.strip().replaceAll("\\s+", " ");
        if (words.length() > LONGEST) {
            throw Problem.unprocessable("The temperament is too long")
                    .field(
                            "words",
                            "It has %d characters; %d are a sentence or two.".formatted(words.length(), LONGEST))
                    .exception();
        }
        Model model = models.findById(modelId);
        if (words.equals(model.temperament == null ? "" : model.temperament)) {
            return;
        }
        var entry = new Temperament();
        entry.modelId = modelId;
        entry.words = words;
        entry.writtenAt = clock.instant();
        persist(entry);
        model.temperament = words.isEmpty() ? null : words;
    }
}
