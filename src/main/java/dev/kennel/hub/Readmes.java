package dev.kennel.hub;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.kennel.catalog.CardFolder;
import dev.kennel.catalog.Cards;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Repository;

/// The `README.md` of a model's repository: its card, written when it is asked for. Every revision has it, and in each
/// it says what is known now.
@ApplicationScoped
class Readmes {

    static final String PATH = CardFolder.README;

    private static final Logger LOG = Logger.getLogger(Readmes.class);

    private final Models models;
    private final Cards cards;

    Readmes(Models models, Cards cards) {
        this.models = models;
        this.cards = cards;
    }

    /// @param server the address that its links lead to
    /// @return UTF-8; empty in repositories that are of no model, and when the card cannot be written, so that the
    ///     other files can be had nevertheless
    Optional<byte[]> of(Repository repository, URI server) {
        try {
            return models.named(repository.owner, repository.name)
                    .map(model -> cards.readme(model, server))
                    .map(text -> text.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            LOG.errorf(e, "The card of %s cannot be written", repository.path());
            return Optional.empty();
        }
    }
}
