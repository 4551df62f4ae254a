package dev.kennel.provenance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.ArtifactTensor;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.machine.EncodingDevices;
import dev.kennel.provenance.CheckOrder.TriedImatrix;
import dev.kennel.sweeps.Sources;
import dev.kennel.web.Problem;

/// Accepts jobs that check how a quant made elsewhere comes out of its base.
@ApplicationScoped
class CheckSubmission {

    /// Bytes of the file in a share: what a worker takes at a time.
    private static final long SHARE_BYTES = 1L << 30;

    private final QuantLookup lookup;
    private final Quants quants;
    private final Sources sources;
    private final NamedImatrix named;
    private final EncodingDevices devices;
    private final JobFlow flow;
    private final ObjectMapper json;

    CheckSubmission(
            QuantLookup lookup,
            Quants quants,
            Sources sources,
            NamedImatrix named,
            EncodingDevices devices,
            JobFlow flow,
            ObjectMapper json) {
        this.lookup = lookup;
        this.quants = quants;
        this.sources = sources;
        this.named = named;
        this.devices = devices;
        this.flow = flow;
        this.json = json;
    }

    /// @param imatrix file name of an importance matrix of the base, `none`, or empty for the one that the file names
    /// @param device as [EncodingDevices#choose] takes it
    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when the quant is not there or was made here, the base has no such
    ///     matrix, the file that should name one cannot be read, or this node has no such device
    long submit(String owner, String name, String quant, Optional<String> imatrix, Optional<String> device) {
        QuarkusTransaction.requiringNew().run(() -> checkable(owner, name, quant));
        String chosen = devices.choose(device);
        return QuarkusTransaction.requiringNew().call(() -> accept(owner, name, quant, imatrix, chosen).id);
    }

    private Job accept(String owner, String name, String quant, Optional<String> imatrix, String device) {
        Quant found = checkable(owner, name, quant);
        Optional<Companion> tried =
                imatrix.isPresent() ? sources.of(found.model, imatrix).imatrix() : namedBy(found);
        return create(found, tried, device);
    }

    private Quant checkable(String owner, String name, String quant) {
        Quant found = lookup.require(owner, name, quant);
        if (!found.madeElsewhere) {
            throw Problem.unprocessable("This quant was made here")
                    .because("Its recipe and its importance matrix are known.")
                    .next("Make it again instead: that says whether the same bytes come out.")
                    .exception();
        }
        return found;
    }

    private Optional<Companion> namedBy(Quant quant) {
        try {
            return named.of(quant);
        } catch (IOException e) {
            throw Problem.conflict("The file " + quant.filename + " cannot be read")
                    .because(e.toString())
                    .next("Put it back where it was, or delete the quant and import it again.")
                    .exception();
        }
    }

    private Job create(Quant quant, Optional<Companion> imatrix, String device) {
        var order = new CheckOrder(
                quant.id,
                QuantLookup.address(quant),
                quant.artifact.sha256,
                quant.model.sourceSha256,
                imatrix.map(companion -> new TriedImatrix(companion.filename, companion.sha256)),
                device);
        Job job = flow.submit(
                CheckJob.NAME,
                "Checking the derivation of " + order.quant(),
                quant.model.repository.path(),
                json.valueToTree(order));
        flow.open(job, CheckStage.NAME, shares(quants.tensors(quant.artifact)));
        return job;
    }

    /// Runs of tensors. Their amount is their bytes.
    private List<Work> shares(List<ArtifactTensor> tensors) {
        var works = new ArrayList<Work>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < tensors.size(); i++) {
            bytes += tensors.get(i).bytes;
            if (bytes >= SHARE_BYTES || i == tensors.size() - 1) {
                works.add(new Work(json.valueToTree(new CheckShare(from, i + 1)), bytes));
                from = i + 1;
                bytes = 0;
            }
        }
        return works;
    }
}
