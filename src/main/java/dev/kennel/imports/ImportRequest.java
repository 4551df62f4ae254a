package dev.kennel.imports;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a person asks to import: a model; or, when `base` is given, a quant of it made elsewhere or its companions.
///
/// @param path a file on the server, any shard of a split one, or a directory with a model and its companions
/// @param uploads names of complete uploads, in place of `path`; all shards of a split model
/// @param repository `owner/name` it becomes, or the publisher's repository that a quant is in
/// @param base `owner/name` of the model that it belongs to
/// @param quant the quant's name, when its file name does not say it
/// @param origin where it came from; read from the file's keys when absent
/// @param licence likewise
public record ImportRequest(
        @Schema(description = "A file or directory on the server, below kennel.import.roots")
        Optional<String> path,

        List<String> uploads,
        @Schema(examples = "qwen/Qwen3.5-35B-A3B") Optional<String> repository,
        Optional<String> base,
        Optional<String> quant,
        Optional<String> origin,
        Optional<String> licence,
        List<String> tags) {

    public ImportRequest {
        path = given(path);
        uploads = uploads == null ? List.of() : List.copyOf(uploads);
        repository = given(repository);
        base = given(base);
        quant = given(quant);
        origin = given(origin);
        licence = given(licence);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    /// A model, or a model with companions, by reference.
    public static ImportRequest model(String repository, String path, String origin, String licence) {
        return new ImportRequest(
                Optional.of(path),
                List.of(),
                Optional.of(repository),
                Optional.empty(),
                Optional.empty(),
                Optional.of(origin),
                Optional.of(licence),
                List.of());
    }

    /// A companion of a model, or a quant of it made elsewhere, by reference.
    public static ImportRequest belonging(String base, String path) {
        return new ImportRequest(
                Optional.of(path),
                List.of(),
                Optional.empty(),
                Optional.of(base),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static Optional<String> given(Optional<String> value) {
        return value == null ? Optional.empty() : value.map(String::strip).filter(text -> !text.isEmpty());
    }
}
