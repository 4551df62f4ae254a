package dev.kennel.measuring;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Models;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.store.BlobStore;
import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// Accepts a measurement job.
@ApplicationScoped
public class MeasureSubmission {

    private final MeasurePlanner planner;
    private final Models models;
    private final MeasureOrders orders;
    private final ReferenceStage first;
    private final JobFlow flow;
    private final BlobStore store;

    MeasureSubmission(
            MeasurePlanner planner,
            Models models,
            MeasureOrders orders,
            ReferenceStage first,
            JobFlow flow,
            BlobStore store) {
        this.planner = planner;
        this.models = models;
        this.orders = orders;
        this.first = first;
        this.flow = flow;
        this.store = store;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when it names what is not there, or the disk is too small
    public long submit(long modelId, MeasureRequest request) throws IOException {
        MeasureOrder order = planner.plan(modelId, request);
        requireSpace(order);
        return QuarkusTransaction.requiringNew().call(() -> create(order).id);
    }

    private void requireSpace(MeasureOrder order) throws IOException {
        try {
            store.files().reserve().require(order.bytesNeeded());
        } catch (DiskFullException e) {
            throw Problem.insufficientStorage("The disk is too small for this measurement")
                    .because(e.getMessage())
                    .next("Free some space, or read fewer chunks.")
                    .exception();
        }
    }

    private Job create(MeasureOrder order) {
        String model = models.findById(order.modelId()).repository.path();
        int count = Math.toIntExact(order.quants());
        String title = count == 0
                ? "Measuring the base of " + model
                : "Measuring " + Format.counted(count, "quant") + " of " + model;
        Job job = flow.submit(MeasureJob.NAME, title, model, orders.write(order));
        flow.hold(
                job,
                blobs(order),
                Problem.unprocessable("The store lost a text, or imported logits, of this measurement")
                        .next("Add the text or import the logits again."));
        flow.open(job, ReferenceStage.NAME, first.works(order));
        return job;
    }

    /// Of what is read.
    private static Set<Sha256> blobs(MeasureOrder order) {
        return order.readings().stream()
                .map(reading -> new Sha256(reading.imported().orElse(reading.sha256())))
                .collect(Collectors.toSet());
    }
}
