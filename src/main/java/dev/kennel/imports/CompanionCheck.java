package dev.kennel.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.gguf.ImatrixMismatch;
import dev.kennel.gguf.ProjectorFile;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.imports.Inspection.CompanionFile;
import dev.kennel.steer.SteeringReach;
import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// Whether a companion fits its model, and what it is, in a sentence.
@ApplicationScoped
class CompanionCheck {

    private final Models models;
    private final StoredFacts facts;

    CompanionCheck(Models models, StoredFacts facts) {
        this.models = models;
        this.facts = facts;
    }

    /// @throws dev.kennel.web.ProblemException when it does not fit, with the tensors named
    String describe(Model model, CompanionFile companion) throws IOException {
        return describe(base(model), companion);
    }

    /// @throws dev.kennel.web.ProblemException likewise
    String describe(CompanionBase base, CompanionFile companion) throws IOException {
        Path file = companion.file().path();
        return switch (companion.kind()) {
            case IMATRIX -> imatrix(base, ImatrixFile.read(file));
            case CONTROL_VECTOR -> controlVector(base, ControlVectorFile.read(file));
            case MMPROJ -> projector(base, ProjectorFile.read(file));
        };
    }

    private String imatrix(CompanionBase base, ImatrixFile imatrix) throws IOException {
        imatrix.checkNumbers();
        refuseMismatches(base, imatrix.mismatches(base.tensors()));
        int gaps = imatrix.gaps().size();
        String coverage = gaps == 0
                ? "every expert saw tokens"
                : "in " + gaps + " tensors some expert never saw a token and would be quantized blind";
        return imatrix.chunkCount() + " chunks of " + imatrix.chunkSize() + " tokens of "
                + String.join(", ", imatrix.datasets()) + "; " + coverage;
    }

    private static void refuseMismatches(CompanionBase base, List<ImatrixMismatch> mismatches) {
        if (mismatches.isEmpty()) {
            return;
        }
        var named = new NamedTensors();
        mismatches.forEach(mismatch -> named.add(mismatch.tensor(), mismatch.explanation()));
        throw named.tell(
                        Problem.unprocessable("The importance matrix does not fit " + base.name())
                                .kind("imatrix-does-not-fit")
                                .next("It was made from another model. Compute one from this one."),
                        "tensor differs",
                        "tensors differ")
                .exception();
    }

    private String controlVector(CompanionBase base, ControlVectorFile vector) {
        refuse("The control vector", base, vector.mismatch(base.facts()), "Extract one from this model.");
        SteeringReach reach = SteeringReach.of(base.facts());
        refuse("The control vector", base, reach.mismatch(vector.layers()), "Extract one from this model.");
        String directions =
                "Directions for " + Format.counted(vector.layers().size(), "layer") + reach.silent(vector.layers());
        return vector.modelHint()
                .filter(hint -> !hint.equals(base.facts().architecture()))
                .map(hint -> directions + "; its maker names '" + hint + "', and this model is "
                        + base.facts().architecture())
                .orElse(directions);
    }

    private static String projector(CompanionBase base, ProjectorFile projector) {
        refuse("The projector", base, projector.mismatch(base.facts()), "Fetch the one that was made for this model.");
        return projector.type().map(type -> "Of type " + type).orElse("Of no stated type");
    }

    private static void refuse(String companion, CompanionBase base, Optional<String> mismatch, String next) {
        if (mismatch.isPresent()) {
            throw Problem.unprocessable(companion + " does not fit " + base.name())
                    .because(mismatch.get())
                    .next(next)
                    .exception();
        }
    }

    private CompanionBase base(Model model) {
        List<TensorInfo> tensors = models.tensors(model).stream()
                .map(tensor -> new TensorInfo(tensor.name, tensor.shape, tensor.type, 0))
                .toList();
        return new CompanionBase(model.repository.path(), tensors, facts.of(model));
    }
}
