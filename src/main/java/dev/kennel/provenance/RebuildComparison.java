package dev.kennel.provenance;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.ArtifactTensor;
import dev.kennel.derivations.PartDifference;
import dev.kennel.derivations.Rebuild;
import dev.kennel.jobs.ShareRun;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.AssembledQuant;

/// Compares what came out with what the catalog says and with what the store has: every stored byte is read.
@ApplicationScoped
class RebuildComparison {

    private final BlobFiles blobs;

    RebuildComparison(BlobFiles blobs) {
        this.blobs = blobs;
    }

    /// @param made the tensors that came out, in file order
    Rebuild of(ShareRun share, RebuildSubject subject, List<TensorBlob> made, AssembledQuant assembled)
            throws IOException {
        var rebuild = new Rebuild();
        rebuild.jobId = share.jobId();
        rebuild.fileSha256 = subject.quant().artifact.sha256;
        rebuild.madeSha256 = assembled.sha256();
        rebuild.tensors = made.size();
        rebuild.differences = differences(share, subject, made, assembled);
        rebuild.same = rebuild.differences.isEmpty() && rebuild.madeSha256.equals(rebuild.fileSha256);
        return rebuild;
    }

    private List<PartDifference> differences(
            ShareRun share, RebuildSubject subject, List<TensorBlob> made, AssembledQuant assembled)
            throws IOException {
        Map<String, String> recorded = new LinkedHashMap<>();
        recorded.put(PartDifference.HEADER, subject.quant().artifact.headerSha256);
        for (ArtifactTensor tensor : subject.tensors()) {
            recorded.put(tensor.name, tensor.blobSha256);
        }
        Map<String, String> fresh = new LinkedHashMap<>();
        fresh.put(PartDifference.HEADER, assembled.headerSha256());
        made.forEach(tensor -> fresh.put(tensor.name(), tensor.sha256()));
        Map<String, Long> lengths = new LinkedHashMap<>();
        subject.tensors().forEach(tensor -> lengths.put(tensor.name, tensor.bytes));

        var differences = new ArrayList<PartDifference>();
        long done = 2 * subject.quant().artifact.bytes;
        for (Map.Entry<String, String> part : recorded.entrySet()) {
            share.checkCancelled();
            compare(part.getKey(), part.getValue(), fresh.remove(part.getKey()), differences);
            done += lengths.getOrDefault(part.getKey(), 0L);
            share.progress(done);
        }
        fresh.forEach((part, digest) -> differences.add(new PartDifference(part, null, null, digest)));
        return differences;
    }

    private void compare(String part, String recorded, String made, List<PartDifference> differences)
            throws IOException {
        String stored = stored(recorded);
        if (!Objects.equals(made, recorded) || !Objects.equals(stored, recorded)) {
            differences.add(new PartDifference(part, recorded, stored, made));
        }
    }

    /// The digest of what the store has under a digest now; null when there is nothing.
    private String stored(String sha256) throws IOException {
        try {
            return Sha256.of(blobs.path(new Sha256(sha256))).hex();
        } catch (NoSuchFileException missing) {
            return null;
        }
    }
}
