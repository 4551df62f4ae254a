package dev.kennel.portability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.DiskFullException;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measuring.Subject;
import dev.kennel.measuring.Subjects;
import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// Accepts jobs that try runtimes.
@ApplicationScoped
public class PortabilitySubmission {

    private final Models models;
    private final Subjects subjects;
    private final BlobFiles blobs;
    private final JobFlow flow;
    private final ObjectMapper json;

    PortabilitySubmission(Models models, Subjects subjects, BlobFiles blobs, JobFlow flow, ObjectMapper json) {
        this.models = models;
        this.subjects = subjects;
        this.blobs = blobs;
        this.flow = flow;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when it names what is not there, or the disk is too small for a copy
    public long submit(String owner, String name, PortabilityRequest request) throws IOException {
        PortabilityOrder order = QuarkusTransaction.joiningExisting().call(() -> order(owner, name, request));
        requireSpace(order);
        return QuarkusTransaction.requiringNew().call(() -> create(order).id);
    }

    private PortabilityOrder order(String owner, String name, PortabilityRequest request) {
        Model model = models.require(owner, name);
        List<Subject> chosen = subjects.quants(model, request.quants());
        if (chosen.isEmpty()) {
            throw Problem.unprocessable(owner + "/" + name + " has no quant that could be tried")
                    .next("Quantize it first, or name 'base' to try the model itself.")
                    .exception();
        }
        return new PortabilityOrder(model.id, chosen);
    }

    private void requireSpace(PortabilityOrder order) throws IOException {
        long copy = QuarkusTransaction.joiningExisting().call(() -> order.subjects().stream()
                .mapToLong(subjects::copyBytes)
                .max()
                .orElse(0));
        try {
            blobs.reserve().require(copy);
        } catch (DiskFullException e) {
            throw Problem.insufficientStorage("The disk is too small to write the largest of these files out")
                    .because(e.getMessage())
                    .next("Free some space, or try smaller quants.")
                    .exception();
        }
    }

    private Job create(PortabilityOrder order) {
        String model = models.findById(order.modelId()).repository.path();
        String title = "Trying runtimes with " + Format.counted(order.subjects().size(), "file") + " of " + model;
        Job job = flow.submit(PortabilityJob.NAME, title, model, json.valueToTree(order));
        var works = new ArrayList<Work>();
        for (int subject = 0; subject < order.subjects().size(); subject++) {
            long bytes =
                    ModelRuntime.values().length * order.subjects().get(subject).bytes();
            works.add(new Work(json.valueToTree(new PortabilityStage.FileShare(subject)), bytes));
        }
        flow.open(job, PortabilityStage.NAME, works);
        return job;
    }
}
