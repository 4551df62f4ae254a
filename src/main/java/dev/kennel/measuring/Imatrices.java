package dev.kennel.measuring;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Models;
import dev.kennel.web.Problem;

/// The importance matrices of models, imported or computed.
@ApplicationScoped
class Imatrices {

    private final Models models;
    private final BlobFiles blobs;

    Imatrices(Models models, BlobFiles blobs) {
        this.models = models;
        this.blobs = blobs;
    }

    /// @param model the path of the repository
    record Named(String model, Companion companion) {}

    /// @throws dev.kennel.web.ProblemException when there is none of that name
    Named require(String owner, String name, String filename) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> models.named(owner, name).flatMap(model -> models.companion(model, filename)
                        .map(companion -> new Named(model.repository.path(), companion))))
                .filter(found -> found.companion().kind == Companion.Kind.IMATRIX)
                .orElseThrow(() -> Problem.notFound(owner + "/" + name + " has no importance matrix named " + filename)
                        .next("The model's page lists what is kept beside it.")
                        .exception());
    }

    Coverage coverage(String owner, String name, String filename) throws IOException {
        Companion companion = require(owner, name, filename).companion();
        return Coverage.read(blobs.path(new Sha256(companion.blobSha256)));
    }
}
