package dev.kennel.bundle;

import java.nio.charset.StandardCharsets;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;

/// A file in a ZIP.
///
/// @param name with `/` between folders
/// @param crc32 of its content
/// @param executable whether it is a program
public record ZipPart(String name, VirtualFile content, long crc32, boolean executable) {

    /// A file that people read.
    public static ZipPart text(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8), false);
    }

    /// A program in text form.
    public static ZipPart script(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8), true);
    }

    /// A file that is held in memory.
    public static ZipPart bytes(String name, byte[] bytes) {
        return bytes(name, bytes, false);
    }

    private static ZipPart bytes(String name, byte[] bytes, boolean executable) {
        VirtualFile content = VirtualFile.builder().inline(bytes).build(Sha256.of(bytes));
        return new ZipPart(name, content, Crc32.of(bytes), executable);
    }
}
