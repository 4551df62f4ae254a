package dev.kennel.steering;

import java.time.Instant;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.steer.ActivationFormat;
import dev.kennel.steer.ActivationsReport;

/// What came out of a file's blocks while it read something.
///
/// @param file what it was called
/// @param fileSha256 of the file that read
/// @param text that was read; absent for a prompt
/// @param prompt that was read; absent for a text
/// @param report means, with the strongest dimensions
/// @param download where all vectors are
/// @param bytes of that file
@Schema(name = "Activations")
record ActivationJson(
        long id,
        String model,
        String file,
        String fileSha256,
        Optional<String> text,
        Optional<String> prompt,
        ActivationFormat format,
        ActivationsReport report,
        String download,
        long bytes,
        String sha256,
        long job,
        Instant capturedAt) {

    static ActivationJson of(Activation activation, ActivationsReport report) {
        return new ActivationJson(
                activation.id,
                activation.modelName,
                activation.fileName,
                activation.fileSha256,
                Optional.ofNullable(activation.textName),
                Optional.ofNullable(activation.prompt),
                activation.format,
                report,
                ActivationFiles.address(activation),
                activation.bytes,
                activation.blobSha256,
                activation.jobId,
                activation.capturedAt);
    }
}
