package dev.kennel.steering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.gguf.ControlVectorSummary;
import dev.kennel.steer.SteeringReach;
import dev.kennel.web.Problem;

/// The control vectors of models, imported or extracted.
@ApplicationScoped
class Vectors {

    private final Models models;
    private final StoredFacts facts;
    private final EntityManager entities;
    private final BlobFiles blobs;
    private final ObjectMapper json;

    Vectors(Models models, StoredFacts facts, EntityManager entities, BlobFiles blobs, ObjectMapper json) {
        this.models = models;
        this.facts = facts;
        this.entities = entities;
        this.blobs = blobs;
        this.json = json;
    }

    /// By name.
    ///
    /// @throws dev.kennel.web.ProblemException when there is no such model
    List<Companion> of(String owner, String name) {
        return QuarkusTransaction.joiningExisting().call(() -> of(models.require(owner, name)));
    }

    private List<Companion> of(Model model) {
        return models.companions(model).stream()
                .filter(companion -> companion.kind == Companion.Kind.CONTROL_VECTOR)
                .toList();
    }

    /// By name.
    ///
    /// @throws dev.kennel.web.ProblemException when there is no such model
    List<VectorCard> cards(String owner, String name) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Model model = models.require(owner, name);
            SteeringReach reach = SteeringReach.of(facts.of(model));
            return of(model).stream().map(vector -> card(model, vector, reach)).toList();
        });
    }

    /// @throws dev.kennel.web.ProblemException when there is none of that name
    VectorCard card(String owner, String name, String filename) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Model model = models.require(owner, name);
            Companion vector = of(model).stream()
                    .filter(found -> found.filename.equals(filename))
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound(owner + "/" + name + " has no control vector named " + filename)
                            .next("The model's page lists what is kept beside it.")
                            .exception());
            return card(model, vector, SteeringReach.of(facts.of(model)));
        });
    }

    private VectorCard card(Model model, Companion vector, SteeringReach reach) {
        return VectorCard.of(model.repository.path(), vector, summary(vector), reach);
    }

    /// What a vector says of itself. Where nobody wrote it down yet, or another version of Kennel did in another form,
    /// its file is read and it is written down.
    ControlVectorSummary summary(Companion vector) {
        return known(vector).orElseGet(() -> {
            try {
                ControlVectorSummary read =
                        ControlVectorSummary.of(ControlVectorFile.read(blobs.path(new Sha256(vector.blobSha256))));
                QuarkusTransaction.joiningExisting()
                        .run(() -> entities.find(Companion.class, vector.id).vector = json.valueToTree(read));
                return read;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Optional<ControlVectorSummary> known(Companion vector) {
        try {
            return vector.vector == null
                    ? Optional.empty()
                    : Optional.of(json.treeToValue(vector.vector, ControlVectorSummary.class));
        } catch (JsonProcessingException written) {
            return Optional.empty();
        }
    }
}
