package dev.kennel.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.Sha256;
import dev.kennel.store.BlobStore;
import dev.kennel.web.Problem;

/// Safetensors files that something is taken from, and that are not kept themselves: they lie on the server, or were
/// uploaded.
@ApplicationScoped
public class TensorFiles {

    static final String EXTENSION = ".safetensors";

    private final ImportPaths paths;
    private final ImportsConfig config;
    private final UploadDesk uploads;
    private final BlobStore store;

    TensorFiles(ImportPaths paths, ImportsConfig config, UploadDesk uploads, BlobStore store) {
        this.paths = paths;
        this.config = config;
        this.uploads = uploads;
        this.store = store;
    }

    /// @param path on the server, below `kennel.import.roots`
    /// @param upload name of a complete one
    /// @throws dev.kennel.web.ProblemException when not just one of them is given, or it may not be read
    public ImportFile find(Optional<String> path, Optional<String> upload) {
        if (path.isPresent() == upload.isPresent()) {
            throw Problem.badRequest("A file is taken by its path or its upload")
                    .field("path", "Give either a path on the server or the name of an upload.")
                    .exception();
        }
        return path.isPresent() ? paths.one(path.get()) : uploaded(uploads.requireComplete(upload.get()));
    }

    private ImportFile uploaded(Upload upload) {
        var sha256 = new Sha256(upload.sha256);
        return new ImportFile(store.files().path(sha256), upload.filename, Optional.of(sha256));
    }

    /// Uploads that wait to be read, the newest first.
    public List<UploadStatus> waiting() throws IOException {
        return uploads.all().stream()
                .filter(upload -> upload.filename().endsWith(EXTENSION))
                .toList();
    }

    /// Where files on the server may be read.
    public List<Path> roots() {
        return config.roots().orElse(List.of());
    }

    /// Lets go of an upload that is no longer needed, in the caller's transaction. One of the same name that came
    /// meanwhile stays.
    public void forget(ImportFile file) {
        uploads.imported(List.of(file));
    }
}
