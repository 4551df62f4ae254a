package dev.kennel.hub;

import java.net.URI;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Cards;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Repository;
import dev.kennel.catalog.Revision;
import dev.kennel.catalog.Revisions;

/// The `README.md` of a model's repository: its card. It says what is known now, so it is in the newest revision only,
/// and is written when it is asked for.
@ApplicationScoped
class Readmes {

    static final String PATH = "README.md";
    static final String MEDIA_TYPE = "text/markdown;charset=UTF-8";

    private final Revisions revisions;
    private final Models models;
    private final Cards cards;

    Readmes(Revisions revisions, Models models, Cards cards) {
        this.revisions = revisions;
        this.models = models;
        this.cards = cards;
    }

    /// @param server the address that its links lead to
    /// @return empty in older revisions, and in repositories that are of no model
    Optional<String> of(Repository repository, Revision revision, URI server) {
        boolean newest = revisions
                .newest(repository)
                .filter(known -> known.id.equals(revision.id))
                .isPresent();
        return newest
                ? models.named(repository.owner, repository.name).map(model -> cards.readme(model, server))
                : Optional.empty();
    }
}
