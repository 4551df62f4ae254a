package dev.kennel.measurements;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dev.kennel.web.Problem;

/// The texts that are at hand.
@ApplicationScoped
public class StoredTexts implements PanacheRepository<StoredText> {

    public List<StoredText> all() {
        return list("order by lower(name)");
    }

    /// In any case.
    public Optional<StoredText> named(String name) {
        return find("lower(name) = lower(?1)", name).firstResultOptional();
    }

    /// @throws dev.kennel.web.ProblemException when there is none
    public StoredText require(String name) {
        return named(name).orElseThrow(() -> Problem.notFound("There is no text named '" + name + "'")
                .exception());
    }

    /// By the digest of its bytes.
    public Optional<StoredText> of(String sha256) {
        return find("sha256 = ?1 order by id", sha256).firstResultOptional();
    }

    /// How many tokens it has for a model, once somebody counted them.
    public Optional<TokenCount> tokens(String modelSha256, String textSha256) {
        return Optional.ofNullable(
                getEntityManager().find(TokenCount.class, new TokenCount.Key(modelSha256, textSha256)));
    }

    public void note(TokenCount tokens) {
        getEntityManager().merge(tokens);
    }
}
