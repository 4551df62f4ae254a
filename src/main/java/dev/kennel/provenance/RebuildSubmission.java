package dev.kennel.provenance;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.DiskFullException;
import dev.kennel.catalog.Quant;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.machine.EncodingDevices;
import dev.kennel.web.Problem;

/// Accepts jobs that derive a quant again.
@ApplicationScoped
class RebuildSubmission {

    private final QuantLookup lookup;
    private final EncodingDevices devices;
    private final BlobFiles blobs;
    private final JobFlow flow;
    private final ObjectMapper json;

    RebuildSubmission(QuantLookup lookup, EncodingDevices devices, BlobFiles blobs, JobFlow flow, ObjectMapper json) {
        this.lookup = lookup;
        this.devices = devices;
        this.blobs = blobs;
        this.flow = flow;
        this.json = json;
    }

    /// @param device as [EncodingDevices#choose] takes it
    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when the quant is not there or was made elsewhere, this node has
    ///     no such device, or the disk is too small
    long submit(String owner, String name, String quant, Optional<String> device) throws IOException {
        long bytes = QuarkusTransaction.requiringNew().call(() -> rebuildable(owner, name, quant).artifact.bytes);
        String chosen = devices.choose(device);
        requireSpace(bytes);
        return QuarkusTransaction.requiringNew().call(() -> create(rebuildable(owner, name, quant), chosen).id);
    }

    private Quant rebuildable(String owner, String name, String quant) {
        Quant found = lookup.require(owner, name, quant);
        if (found.madeElsewhere) {
            throw Problem.unprocessable("This quant was not made here")
                    .because("Nobody knows by which recipe " + found.filename + " was made.")
                    .next("Check its derivation instead: which of its tensors come out of the base.")
                    .exception();
        }
        return found;
    }

    private void requireSpace(long bytes) throws IOException {
        try {
            blobs.reserve().require(bytes);
        } catch (DiskFullException e) {
            throw Problem.insufficientStorage("The disk is too small to make this quant again")
                    .because(e.getMessage())
                    .next("Free some space: the whole quant is written down once more, and thrown away.")
                    .exception();
        }
    }

    private Job create(Quant quant, String device) {
        var order = new RebuildOrder(quant.id, QuantLookup.address(quant), quant.artifact.sha256, device);
        Job job = flow.submit(
                RebuildJob.NAME,
                "Making " + order.quant() + " again",
                quant.model.repository.path(),
                json.valueToTree(order));
        long amount = RebuildStage.PASSES * quant.artifact.bytes;
        flow.open(job, RebuildStage.NAME, List.of(new Work(json.createObjectNode(), amount)));
        return job;
    }
}
