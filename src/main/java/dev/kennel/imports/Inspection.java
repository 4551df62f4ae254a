package dev.kennel.imports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.kennel.catalog.Companion;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.ModelFacts;

/// What the files of an import are.
///
/// @param model the one model among them
/// @param facts what its header says
/// @param modelFiles the model's shards, in order
/// @param companions the others
record Inspection(
        Optional<GgufModelFiles> model,
        Optional<ModelFacts> facts,
        List<ImportFile> modelFiles,
        List<CompanionFile> companions) {

    record CompanionFile(ImportFile file, Companion.Kind kind) {}

    /// All of them.
    List<ImportFile> files() {
        return Stream.concat(modelFiles.stream(), companions.stream().map(CompanionFile::file))
                .toList();
    }

    /// Bytes that are to be read.
    long bytes() {
        return model.map(GgufModelFiles::size).orElse(0L);
    }
}
