package dev.kennel.steering;

import java.io.IOException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.steer.SteeringReach;
import dev.kennel.web.Problem;

/// The control vectors of models, imported or extracted.
@ApplicationScoped
class Vectors {

    private final Models models;
    private final StoredFacts facts;
    private final BlobFiles blobs;

    Vectors(Models models, StoredFacts facts, BlobFiles blobs) {
        this.models = models;
        this.facts = facts;
        this.blobs = blobs;
    }

    /// By name.
    ///
    /// @throws dev.kennel.web.ProblemException when there is no such model
    List<Companion> of(String owner, String name) {
        return QuarkusTransaction.joiningExisting().call(() -> models.companions(models.require(owner, name)).stream()
                .filter(companion -> companion.kind == Companion.Kind.CONTROL_VECTOR)
                .toList());
    }

    /// @throws dev.kennel.web.ProblemException when there is none of that name
    VectorCard card(String owner, String name, String filename) throws IOException {
        Companion companion = of(owner, name).stream()
                .filter(found -> found.filename.equals(filename))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(owner + "/" + name + " has no control vector named " + filename)
                        .next("The model's page lists what is kept beside it.")
                        .exception());
        SteeringReach reach = QuarkusTransaction.joiningExisting()
                .call(() -> SteeringReach.of(facts.of(models.require(owner, name))));
        ControlVectorFile file = ControlVectorFile.read(blobs.path(new Sha256(companion.blobSha256)));
        return VectorCard.of(owner + "/" + name, companion, file, reach);
    }
}
