package dev.kennel.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.gguf.GgmlType;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Fills a store with short texts.
final class StoreContent {

    private final BlobFiles files;
    private final BlobStore store;

    StoreContent(BlobFiles files, Transactions transactions) {
        this.files = files;
        this.store = new BlobStore(files, transactions);
    }

    Sha256 commit(String content, Holder holder) throws IOException {
        Staged staged = stage(content);
        store.commit(List.of(NewBlob.of(staged)), holder);
        return staged.sha256();
    }

    Sha256 commitUnit(String key, String content, Holder holder) throws IOException {
        NewBlob unit = unit(key, content);
        store.commit(List.of(unit), holder);
        return unit.sha256();
    }

    NewBlob unit(String key, String content) throws IOException {
        return NewBlob.of(stage(content), new NewUnit(key, GgmlType.Q4_K, 256, "ggml", "v1"));
    }

    Staged stage(String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        try (BlobWriter writer = files.stage(bytes.length)) {
            writer.write(bytes);
            return writer.finish();
        }
    }

    List<Path> staging() throws IOException {
        try (Stream<Path> entries = Files.list(files.staging())) {
            return entries.toList();
        }
    }
}
