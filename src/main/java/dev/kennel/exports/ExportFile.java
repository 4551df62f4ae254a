package dev.kennel.exports;

import java.nio.charset.StandardCharsets;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;

/// A file of an export.
///
/// @param path within the folder, with `/` between its parts
/// @param content whose digest is known
record ExportFile(String path, VirtualFile content) {

    static ExportFile text(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ExportFile(path, VirtualFile.builder().inline(bytes).build(Sha256.of(bytes)));
    }
}
