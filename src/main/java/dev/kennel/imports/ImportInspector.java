package dev.kennel.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.GgufFormatException;
import dev.kennel.gguf.GgufKind;
import dev.kennel.gguf.GgufLimits;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.GgufReader.TensorData;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.imports.Inspection.CompanionFile;
import dev.kennel.store.BlobStore;
import dev.kennel.web.Problem;

/// Finds out what the files of an import are, from their headers alone.
@ApplicationScoped
class ImportInspector {

    private final ImportPaths paths;
    private final UploadDesk uploads;
    private final BlobStore store;

    ImportInspector(ImportPaths paths, UploadDesk uploads, BlobStore store) {
        this.paths = paths;
        this.uploads = uploads;
        this.store = store;
    }

    /// @throws dev.kennel.web.ProblemException when a file may not be read, is no GGUF, or two models are among them
    Inspection inspect(ImportRequest request) throws IOException {
        List<ImportFile> files = files(request);
        try {
            return inspect(files);
        } catch (GgufFormatException e) {
            throw Problem.unprocessable("The file cannot be imported")
                    .kind("bad-gguf")
                    .because(named(e, files).getMessage())
                    .exception();
        }
    }

    /// In the store a file is named by its digest, which tells people nothing.
    private static GgufFormatException named(GgufFormatException problem, List<ImportFile> files) {
        return files.stream()
                .filter(file -> file.path().getFileName().toString().equals(problem.file()))
                .findFirst()
                .map(file ->
                        new GgufFormatException(file.filename(), problem.offset(), problem.field(), problem.problem()))
                .orElse(problem);
    }

    private Inspection inspect(List<ImportFile> files) throws IOException {
        var companions = new ArrayList<CompanionFile>();
        var models = new ArrayList<ImportFile>();
        for (ImportFile file : files) {
            refuseSafetensors(file);
            switch (GgufKind.of(file.path())) {
                case MODEL -> models.add(file);
                case IMATRIX -> companions.add(new CompanionFile(file, Companion.Kind.IMATRIX));
                case MMPROJ -> companions.add(new CompanionFile(file, Companion.Kind.MMPROJ));
                case CONTROL_VECTOR -> companions.add(new CompanionFile(file, Companion.Kind.CONTROL_VECTOR));
                case ADAPTER -> throw notForImport(file, "a LoRA adapter");
                case VOCABULARY -> throw notForImport(file, "a tokenizer without weights");
            }
        }
        if (models.isEmpty()) {
            return new Inspection(Optional.empty(), Optional.empty(), List.of(), companions);
        }
        return withModel(models, companions);
    }

    private static Inspection withModel(List<ImportFile> models, List<CompanionFile> companions) throws IOException {
        GgufModelFiles model = new GgufFiles(TensorData.REQUIRED, GgufLimits.DEFAULT)
                .of(models.stream().map(ImportFile::path).toList());
        Map<Path, ImportFile> files = models.stream().collect(Collectors.toMap(ImportFile::path, Function.identity()));
        List<ImportFile> shards =
                model.shards().stream().map(shard -> files.get(shard.file())).toList();
        return new Inspection(Optional.of(model), Optional.of(ModelFacts.of(model)), shards, companions);
    }

    private static void refuseSafetensors(ImportFile file) {
        if (file.filename().endsWith(TensorFiles.EXTENSION)) {
            throw Problem.unprocessable("A safetensors file is not imported here")
                    .because("'" + file.filename() + "' is one, and models and what belongs to them are GGUF.")
                    .next("A direction of a sparse autoencoder becomes a control vector on the page of the model's"
                            + " vectors; a model has to be converted to GGUF first.")
                    .exception();
        }
    }

    private static RuntimeException notForImport(ImportFile file, String what) {
        return Problem.unprocessable("Kennel does not keep " + what)
                .because("'" + file.filename() + "' is one. Models, quants, importance matrices, projectors and control"
                        + " vectors can be imported.")
                .exception();
    }

    private List<ImportFile> files(ImportRequest request) throws IOException {
        if (request.path().isPresent() == !request.uploads().isEmpty()) {
            throw Problem.badRequest("An import takes a path or uploads")
                    .field("path", "Give either a path on the server or the names of uploads.")
                    .exception();
        }
        return request.path().isPresent() ? paths.files(request.path().get()) : uploaded(request.uploads());
    }

    private List<ImportFile> uploaded(List<String> names) {
        return names.stream().map(uploads::requireComplete).map(this::uploaded).toList();
    }

    private ImportFile uploaded(Upload upload) {
        var sha256 = new Sha256(upload.sha256);
        return new ImportFile(store.files().path(sha256), upload.filename, Optional.of(sha256));
    }
}
