package dev.kennel.bundles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.kennel.blob.Sha256;

/// Changes an unpacked bundle so that all of its sums are right.
final class Forgery {

    private Forgery() {}

    static void replace(Path folder, String path, Path by) throws IOException {
        Path file = folder.resolve(path);
        String sha256 = Sha256.of(file).hex();
        String bytes = "\"bytes\" : " + Files.size(file);
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
        Path manifest = folder.resolve("bundle.json");
        String before = Sha256.of(manifest).hex();
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(sha256, Sha256.of(file).hex())
                        .replace(bytes, "\"bytes\" : " + Files.size(file)));
        Path sums = folder.resolve("SHA256SUMS");
        Files.writeString(
                sums,
                Files.readString(sums)
                        .replace(sha256, Sha256.of(file).hex())
                        .replace(before, Sha256.of(manifest).hex()));
    }
}
