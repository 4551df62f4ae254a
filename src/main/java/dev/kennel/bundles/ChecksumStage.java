package dev.kennel.bundles;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Segment.Region;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.web.ProblemException;
import dev.kennel.worker.TaskFailure;

/// Reads the parts of a quant whose checksums are not known. Each is kept at once, so that another attempt goes on
/// where this one ended.
@ApplicationScoped
class ChecksumStage implements Stage {

    static final String NAME = "bundle.checksum";

    private final Jobs jobs;
    private final Bundles bundles;
    private final BundlePlanner planner;
    private final Checksums checksums;
    private final ObjectMapper json;

    ChecksumStage(Jobs jobs, Bundles bundles, BundlePlanner planner, Checksums checksums, ObjectMapper json) {
        this.jobs = jobs;
        this.bundles = bundles;
        this.planner = planner;
        this.checksums = checksums;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Read for the checksum";
    }

    @Override
    public String note() {
        return "each tensor once, for all quants that have it";
    }

    @Override
    public Lane lane() {
        return Lane.DISK;
    }

    ChecksumOrder order(Job job) {
        return json.convertValue(job.request, ChecksumOrder.class);
    }

    static BundleRequest request(ChecksumOrder order) {
        return new BundleRequest(order.owner(), order.name(), order.quant(), new TreeMap<>(order.settings()));
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, IOException {
        Map<String, Region> missing = missing(share);
        long left = missing.values().stream().mapToLong(Region::length).sum();
        long done = Math.max(0, share.amount() - left);
        share.given(done);
        try {
            for (Map.Entry<String, Region> part : missing.entrySet()) {
                long before = done;
                long crc = Checksums.read(part.getValue(), part.getKey(), read -> {
                    share.checkCancelled();
                    share.progress(before + read);
                });
                share.commit(() -> checksums.note(part.getKey(), crc));
                done += part.getValue().length();
            }
        } catch (NoSuchFileException e) {
            throw new TaskFailure("The quant was deleted while it was read, or the store lost a part of it.", e);
        } catch (ProblemException e) {
            throw new TaskFailure(e.problem().inWords(), e);
        }
        share.complete(() -> {});
    }

    private Map<String, Region> missing(ShareRun share) throws TaskFailure {
        try {
            return QuarkusTransaction.joiningExisting()
                    .call(() -> bundles.missing(planner.plan(request(order(jobs.findById(share.jobId()))))));
        } catch (ProblemException e) {
            throw new TaskFailure(e.problem().inWords(), e);
        }
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }
}
