package dev.kennel.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.device.LlamaBuild;
import dev.kennel.features.Features;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.machine.Environments;
import dev.kennel.measurements.Environment;
import dev.kennel.measuring.Subject;
import dev.kennel.measuring.Subjects;
import dev.kennel.responses.Answers;
import dev.kennel.responses.Response;
import dev.kennel.responses.Responses;
import dev.kennel.steer.Drive;
import dev.kennel.steer.FeatureFigures;
import dev.kennel.steer.ProbedFeature;
import dev.kennel.steer.ProbesScored;
import dev.kennel.steer.ResponseReport;
import dev.kennel.steer.ResponseReport.Driven;
import dev.kennel.steer.ResponseTask;
import dev.kennel.steering.ResponseOrder.Ask;
import dev.kennel.steering.ResponseOrder.Vector;
import dev.kennel.web.Format;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Asks a file about the features of a job and writes down what it answers.
@ApplicationScoped
class ResponseMeter {

    private static final String VOID =
            "The vector changes nothing in what the file says, so that all figures would be of nothing.";

    private final Models models;
    private final StoredFacts facts;
    private final Features features;
    private final Subjects subjects;
    private final Responses responses;
    private final Environments environments;
    private final Devices devices;
    private final BlobFiles blobs;
    private final ObjectMapper json;

    ResponseMeter(
            Models models,
            StoredFacts facts,
            Features features,
            Subjects subjects,
            Responses responses,
            Environments environments,
            Devices devices,
            BlobFiles blobs,
            ObjectMapper json) {
        this.models = models;
        this.facts = facts;
        this.features = features;
        this.subjects = subjects;
        this.responses = responses;
        this.environments = environments;
        this.devices = devices;
        this.blobs = blobs;
        this.json = json;
    }

    /// @throws TaskFailure when the base cannot be asked, or a vector does nothing to it
    void askBase(ShareRun share, ResponseOrder order) throws TaskFailure, WorkerDied, IOException {
        if (isDone(share, order.base())) {
            share.given(share.amount());
            return;
        }
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            ResponseReport report = ask(share, order, readable(order, order.base(), staging), List.of());
            for (Driven driven : report.drives()) {
                if (driven.margins().unmoved()) {
                    throw new TaskFailure(VOID + " Extract it again, or choose another.");
                }
            }
            write(share, order, order.base(), report, List.of());
        }
    }

    /// Asks a quant. One that cannot be asked says why; the others go on.
    ///
    /// @throws TaskFailure when the job cannot go on, because the disk is full say
    void askQuant(ShareRun share, ResponseOrder order, Subject quant) throws WorkerDied, IOException, TaskFailure {
        if (isDone(share, quant)) {
            share.given(share.amount());
            return;
        }
        List<Answers> base = baseAnswers(share.jobId(), order);
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            List<Path> shards = readable(order, quant, staging);
            try {
                write(share, order, quant, ask(share, order, shards, base), base);
            } catch (TaskFailure e) {
                writeFailure(share, order, quant, e.getMessage());
            } catch (WorkerDied e) {
                if (!share.isLastAttempt()) {
                    throw e;
                }
                share.checkCancelled();
                writeFailure(share, order, quant, "llama.cpp ended while it worked on this file: " + e.getMessage());
            }
        }
    }

    /// The file's parts, written out where they have to be.
    ///
    /// @throws TaskFailure when it is not there any more, or the disk is full
    private List<Path> readable(ResponseOrder order, Subject file, StagingDirectory staging)
            throws TaskFailure, IOException {
        try {
            return subjects.readable(order.modelId(), file, staging.path());
        } catch (DiskFullException e) {
            throw new TaskFailure(e.getMessage() + " Free some space, then retry the job: it goes on there.", e);
        }
    }

    private boolean isDone(ShareRun share, Subject file) {
        return QuarkusTransaction.joiningExisting().call(() -> responses.of(share.jobId()).stream()
                .anyMatch(response -> response.fileSha256.equals(file.sha256())));
    }

    private List<Answers> baseAnswers(long job, ResponseOrder order) {
        return QuarkusTransaction.joiningExisting().call(() -> responses.of(job).stream()
                .filter(response -> response.fileSha256.equals(order.base().sha256()))
                .map(responses::answers)
                .toList());
    }

    /// @param base what the base answered, whose units are taken; empty for the base itself
    private ResponseReport ask(ShareRun share, ResponseOrder order, List<Path> shards, List<Answers> base)
            throws TaskFailure, WorkerDied, IOException {
        var task = new ResponseTask(shards, blocks(order), probed(order), drives(order, base), order.settings());
        return share.runTask(task, step -> share.progress(((ProbesScored) step).done()));
    }

    private int blocks(ResponseOrder order) throws TaskFailure {
        Model model = QuarkusTransaction.joiningExisting()
                .call(() -> models.findByIdOptional(order.modelId()))
                .orElseThrow(() -> new TaskFailure("The model of this job was deleted. Discard the job."));
        return Math.toIntExact(facts.of(model).blockCount());
    }

    private List<ProbedFeature> probed(ResponseOrder order) {
        return QuarkusTransaction.joiningExisting().call(() -> order.asks().stream()
                .map(ask -> features.byDigest(ask.digest()).orElseThrow().feature())
                .map(ProbedFeature::of)
                .toList());
    }

    private List<Drive> drives(ResponseOrder order, List<Answers> base) {
        List<Drive> drives = new ArrayList<>();
        for (int i = 0; i < order.asks().size(); i++) {
            Optional<Vector> vector = order.asks().get(i).vector();
            if (vector.isPresent()) {
                Optional<Double> unit =
                        base.isEmpty() ? Optional.empty() : base.get(i).driven().map(Driven::unit);
                Sha256 blob = new Sha256(vector.get().blob());
                drives.add(new Drive(blobs.path(blob), i, unit, seed(vector.get())));
            }
        }
        return drives;
    }

    /// The same vector is compared with the same random one, whatever the file.
    private static long seed(Vector vector) {
        return Long.parseUnsignedLong(vector.sha256().substring(0, 16), 16);
    }

    /// @param base what the base answered; empty for the base itself
    private void write(ShareRun share, ResponseOrder order, Subject file, ResponseReport report, List<Answers> base) {
        List<String> names = order.asks().stream().map(Ask::feature).toList();
        List<Response> found = new ArrayList<>();
        int drive = 0;
        for (int i = 0; i < order.asks().size(); i++) {
            Ask ask = order.asks().get(i);
            Optional<Driven> driven =
                    ask.vector().isPresent() ? Optional.of(report.drives().get(drive++)) : Optional.empty();
            Response response = response(share, order, file, ask);
            if (driven.filter(of -> of.margins().unmoved()).isPresent()) {
                response.failure = VOID;
            } else {
                var answers = new Answers(names, report.features().get(i), driven, report.pace());
                FeatureFigures figures = figures(answers, base.isEmpty() ? Optional.empty() : Optional.of(base.get(i)));
                response.answers = json.valueToTree(answers);
                response.figures = json.valueToTree(figures);
                share.log(words(file, ask, figures));
            }
            found.add(response);
        }
        Environment environment = environments.of(report.llama());
        share.commit(() -> found.forEach(response -> responses.add(response, environment)));
    }

    private static FeatureFigures figures(Answers answers, Optional<Answers> base) {
        return base.map(of -> FeatureFigures.of(answers.asked(), answers.driven(), of.asked(), of.driven()))
                .orElseGet(() -> FeatureFigures.ofBase(answers.asked(), answers.driven()));
    }

    private void writeFailure(ShareRun share, ResponseOrder order, Subject file, String reason) {
        share.log(file.name() + " could not be asked: " + reason);
        Environment environment = environments.of(
                LlamaBuild.unknown(devices.named(order.settings().device())));
        share.commit(() -> order.asks().forEach(ask -> {
            Response response = response(share, order, file, ask);
            response.failure = reason;
            responses.add(response, environment);
        }));
    }

    private Response response(ShareRun share, ResponseOrder order, Subject file, Ask ask) {
        var response = new Response();
        response.fileSha256 = file.sha256();
        response.fileName = file.name();
        response.baseSha256 = order.base().sha256();
        response.baseName = order.model();
        response.featureName = ask.feature();
        response.featureSha256 = ask.digest();
        response.positivePole = ask.poles().positive();
        response.negativePole = ask.poles().negative();
        ask.vector().ifPresent(vector -> {
            response.vectorSha256 = vector.sha256();
            response.vectorName = vector.filename();
        });
        response.settings = json.valueToTree(order.settings());
        response.jobId = share.jobId();
        return response;
    }

    private static String words(Subject file, Ask ask, FeatureFigures figures) {
        String words = "%s, %s: P₀ %s"
                .formatted(
                        file.name(),
                        ask.feature(),
                        Format.decimals(figures.baseline().value(), 3));
        return words
                + figures.vector()
                        .map(vector -> ", steerability %s to %s nat a unit%s"
                                .formatted(
                                        Format.decimals(
                                                vector.steerability().slope().low(), 2),
                                        Format.decimals(
                                                vector.steerability().slope().high(), 2),
                                        vector.steerability()
                                                .retention()
                                                .map(kept ->
                                                        ", retention " + Format.decimals(100 * kept.value(), 1) + " %")
                                                .orElse("")))
                        .orElse("");
    }
}
