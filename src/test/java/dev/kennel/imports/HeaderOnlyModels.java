package dev.kennel.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgufDigest;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.ModelFacts;

/// Enters models of real size without reading their data, of which there is none.
@ApplicationScoped
public class HeaderOnlyModels {

    private final ModelEntry entry;

    HeaderOnlyModels(ModelEntry entry) {
        this.entry = entry;
    }

    @Transactional
    public void enter(String repository, Path file) throws IOException {
        GgufModelFiles files = GgufFiles.open(file);
        var digest = new GgufDigest(
                List.of(digest(repository)),
                files.tensorInfos().stream()
                        .map(tensor -> digest(tensor.name()))
                        .toList());
        var shard = new ImportFile(file, file.getFileName().toString(), Optional.empty());
        entry.add(
                ImportRequest.model(repository, file.toString(), "", ""),
                new ReadModel(files, List.of(shard), ModelFacts.of(files), digest));
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
