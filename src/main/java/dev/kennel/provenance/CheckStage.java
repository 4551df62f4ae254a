package dev.kennel.provenance;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.DiskFullException;
import dev.kennel.catalog.ArtifactTensor;
import dev.kennel.derivations.CheckedDerivation;
import dev.kennel.derivations.DerivationCheck;
import dev.kennel.derivations.DerivationChecks;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.JobLog;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.provenance.CheckOrder.TriedImatrix;
import dev.kennel.quantize.EncodingVersion;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Checks tensor by tensor. What is found of each is committed at once; a share that starts again goes on behind it.
@ApplicationScoped
class CheckStage implements Stage {

    static final String NAME = "check.tensors";

    private final Jobs jobs;
    private final CheckSubjects subjects;
    private final TensorCheck check;
    private final DerivationChecks checks;
    private final JobLog log;
    private final BlobFiles blobs;
    private final ObjectMapper json;

    CheckStage(
            Jobs jobs,
            CheckSubjects subjects,
            TensorCheck check,
            DerivationChecks checks,
            JobLog log,
            BlobFiles blobs,
            ObjectMapper json) {
        this.jobs = jobs;
        this.subjects = subjects;
        this.check = check;
        this.checks = checks;
        this.log = log;
        this.blobs = blobs;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Compare tensors";
    }

    @Override
    public String note() {
        return "each is encoded again from the base";
    }

    @Override
    public Lane lane() {
        return Lane.CPU;
    }

    CheckOrder order(Job job) {
        return json.convertValue(job.request, CheckOrder.class);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        CheckOrder order = QuarkusTransaction.joiningExisting().call(() -> order(jobs.findById(share.jobId())));
        CheckSubject subject = subjects.of(order);
        CheckShare part = json.treeToValue(share.work(), CheckShare.class);
        Set<Integer> known = QuarkusTransaction.joiningExisting().call(() -> checks.tensors(share.jobId()).stream()
                .map(tensor -> tensor.key.ordinal())
                .collect(Collectors.toSet()));
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            long done = 0;
            for (ArtifactTensor tensor : subject.tensors().subList(part.from(), part.to())) {
                done += tensor.bytes;
                if (known.contains(tensor.key.ordinal())) {
                    share.given(done);
                } else {
                    check.check(share, subject, tensor, staging.path(), order.device());
                    share.progress(done);
                }
            }
        } catch (DiskFullException e) {
            throw new TaskFailure(
                    e.getMessage() + " Free some space, then retry the job: it goes on where it stopped.", e);
        }
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        CheckedDerivation.encodersUsed(checks.tensors(job.id))
                .ifPresent(used -> log.note(job.id, List.of(used.whatEncoded())));
        checks.add(conclusion(job, order(job)));
        flow.finish(job);
    }

    private static DerivationCheck conclusion(Job job, CheckOrder order) {
        var check = new DerivationCheck();
        check.fileSha256 = order.fileSha256();
        check.baseSha256 = order.baseSha256();
        check.encodingVersion = EncodingVersion.CURRENT;
        check.imatrixName = order.imatrix().map(TriedImatrix::filename).orElse(null);
        check.imatrixSha256 = order.imatrix().map(TriedImatrix::sha256).orElse(null);
        check.encodingDevice = order.device();
        check.jobId = job.id;
        return check;
    }
}
