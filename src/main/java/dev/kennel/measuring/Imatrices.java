package dev.kennel.measuring;

import java.io.IOException;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Models;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.web.Problem;

/// The importance matrices of models, imported or computed.
@ApplicationScoped
public class Imatrices {

    private final Models models;
    private final StoredTexts texts;
    private final BlobFiles blobs;

    Imatrices(Models models, StoredTexts texts, BlobFiles blobs) {
        this.models = models;
        this.texts = texts;
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

    /// Notes which text a matrix from elsewhere was computed from, so that figures on that text say so.
    ///
    /// @param text its name; empty to take back what was said; the same again changes nothing
    /// @throws dev.kennel.web.ProblemException when there is no such text, or Kennel computed the matrix
    public void sayText(String owner, String name, String filename, String text) {
        QuarkusTransaction.requiringNew().run(() -> {
            Companion companion = require(owner, name, filename).companion();
            if (companion.textSha256 != null && !companion.textStated) {
                throw Problem.conflict(filename + " was computed here")
                        .because("Its text is " + companion.textName + ".")
                        .exception();
            }
            if (text.strip().equals(companion.textName)) {
                return;
            }
            Optional<StoredText> said = text.isBlank() ? Optional.empty() : Optional.of(requireText(text.strip()));
            companion.textStated = said.isPresent();
            companion.textName = said.map(found -> found.name).orElse(null);
            companion.textSha256 = said.map(found -> found.sha256).orElse(null);
            companion.textLicence = said.map(found -> found.licence).orElse(null);
        });
    }

    private StoredText requireText(String name) {
        return texts.named(name).orElseThrow(() -> Problem.unprocessable("There is no such text")
                .field("text", "There is no text '" + name + "'. Add it first: its digest is what is kept.")
                .exception());
    }

    Coverage coverage(String owner, String name, String filename) throws IOException {
        Companion companion = require(owner, name, filename).companion();
        return Coverage.read(blobs.path(new Sha256(companion.blobSha256)));
    }
}
