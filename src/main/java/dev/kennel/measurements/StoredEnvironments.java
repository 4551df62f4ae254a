package dev.kennel.measurements;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.blob.Sha256;

/// The environments that anything was measured or made in, by the digest of what they say.
@ApplicationScoped
public class StoredEnvironments {

    private final EntityManager entities;
    private final ObjectMapper json;
    private final Clock clock;

    StoredEnvironments(EntityManager entities, ObjectMapper json, Clock clock) {
        this.entities = entities;
        this.json = json;
        this.clock = clock;
    }

    /// Keeps an environment if it is new.
    ///
    /// @return its digest
    @Transactional(TxType.MANDATORY)
    public String note(Environment environment) {
        JsonNode facts = json.valueToTree(environment);
        String digest =
                Sha256.of(facts.toString().getBytes(StandardCharsets.UTF_8)).hex();
        entities.createNativeQuery("insert into environment (digest, facts, first_seen)"
                        + " values (:digest, cast(:facts as jsonb), :now) on conflict do nothing")
                .setParameter("digest", digest)
                .setParameter("facts", facts.toString())
                .setParameter("now", clock.instant())
                .executeUpdate();
        return digest;
    }

    /// @param digest of one that was [noted][#note]
    public Environment of(String digest) {
        try {
            return json.treeToValue(entities.find(EnvironmentRow.class, digest).facts, Environment.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The environment " + digest + " cannot be read", e);
        }
    }
}
