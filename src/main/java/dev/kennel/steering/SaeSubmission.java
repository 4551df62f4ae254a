package dev.kennel.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.imports.ImportFile;
import dev.kennel.imports.TensorFiles;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.safetensors.SafetensorsException;
import dev.kennel.safetensors.SafetensorsFile;
import dev.kennel.steer.SaeDecoder;
import dev.kennel.steer.SaeDecoder.Layout;
import dev.kennel.steer.SaeException;
import dev.kennel.steer.SteeringReach;
import dev.kennel.web.Problem;

/// Accepts jobs that make control vectors of autoencoders' directions: refuses at once what the file shows to be wrong,
/// and leaves its digest to the job.
@ApplicationScoped
class SaeSubmission {

    private static final int LONGEST_LABEL = 200;

    private final Models models;
    private final StoredFacts facts;
    private final TensorFiles files;
    private final ComputedCompanions companions;
    private final JobFlow flow;
    private final ObjectMapper json;

    SaeSubmission(
            Models models,
            StoredFacts facts,
            TensorFiles files,
            ComputedCompanions companions,
            JobFlow flow,
            ObjectMapper json) {
        this.models = models;
        this.facts = facts;
        this.files = files;
        this.companions = companions;
        this.flow = flow;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when the file is none, has no such direction, or the model cannot be
    ///     steered with it
    long submit(long modelId, SaeRequest request) throws IOException {
        ImportFile source = files.find(request.path(), request.upload());
        Model model = QuarkusTransaction.joiningExisting().call(() -> {
            Model found = models.findById(modelId);
            found.repository.path();
            return found;
        });
        SaeOrder order = order(model, request, source);
        long bytes = source.upload().isPresent() ? 1 : Files.size(source.path());
        return QuarkusTransaction.requiringNew().call(() -> create(order, bytes).id);
    }

    private SaeOrder order(Model model, SaeRequest request, ImportFile source) throws IOException {
        int index = request.index().orElseThrow(() -> refused("index", "Say which feature, counted from 0."));
        int block = request.block()
                .orElseThrow(() -> refused("block", "Say which block's output it reads, counted from 0."));
        ModelFacts known = facts.of(model);
        refuseUnreachable(model, known, block);
        SaeDecoder decoder = decoder(request, source, known, index);
        String label = request.label().orElse("");
        if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            throw refused("label", "A label has up to " + LONGEST_LABEL + " characters, in one line.");
        }
        String filename = request.filename()
                .orElse(model.repository.name + "-block-" + block + "-feature-" + index + ".control.gguf");
        ComputedCompanions.nameProblem(filename).ifPresent(problem -> {
            throw refused("filename", problem);
        });
        return new SaeOrder(
                model.id,
                filename,
                source.filename(),
                request.path(),
                source.upload().map(Sha256::hex),
                decoder.tensor().name(),
                decoder.layout(),
                index,
                block,
                label,
                request.norm(),
                request.keepUpload());
    }

    private static void refuseUnreachable(Model model, ModelFacts known, int block) {
        List<Integer> blocks = SteeringReach.of(known).blocks();
        if (!blocks.contains(block)) {
            throw refused(
                    "block",
                    block < 0 || block >= known.blockCount()
                            ? "There is no block %d: %s has them from 0 to %d."
                                    .formatted(block, model.repository.path(), known.blockCount() - 1)
                            : "llama.cpp does not steer block %d of this architecture; it steers %s."
                                    .formatted(block, blocks));
        }
    }

    private static SaeDecoder decoder(SaeRequest request, ImportFile source, ModelFacts known, int index)
            throws IOException {
        Optional<Layout> layout = request.layout().map(SaeSubmission::layout);
        try {
            SaeDecoder decoder = SaeDecoder.of(
                    SafetensorsFile.read(source.path()),
                    request.tensor(),
                    known.embeddingLength().orElse(0),
                    layout);
            decoder.direction(index, request.norm());
            return decoder;
        } catch (SafetensorsException e) {
            throw refused(request.path().isPresent() ? "path" : "upload", source.filename() + ": " + e.problem() + ".");
        } catch (SaeException e) {
            throw refused(e.field(), e.getMessage());
        }
    }

    private static Layout layout(String word) {
        return Arrays.stream(Layout.values())
                .filter(layout -> layout.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> refused("layout", "'" + word + "' is neither rows nor columns."));
    }

    private Job create(SaeOrder order, long bytes) {
        Model model = models.findById(order.modelId());
        companions.refuseTaken(model, order.filename());
        String path = model.repository.path();
        Job job = flow.submit(
                SaeJob.NAME,
                "Taking feature " + order.index() + " of " + order.source() + " as a control vector of " + path,
                path,
                json.valueToTree(order));
        order.upload()
                .ifPresent(upload -> flow.hold(
                        job,
                        Set.of(new Sha256(upload)),
                        Problem.unprocessable("The store lost the upload of " + order.source())
                                .next("Send it again.")));
        flow.open(job, SaeStage.NAME, List.of(new Work(json.createObjectNode(), bytes)));
        return job;
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("This control vector cannot be made")
                .field(field, message)
                .exception();
    }
}
