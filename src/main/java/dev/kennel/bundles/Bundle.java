package dev.kennel.bundles;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.bundle.BundleManifest;
import dev.kennel.bundle.BundleManifest.Listed;

/// A bundle, laid out.
///
/// @param entries all files in it, in their order
/// @param bytes of the ZIP
/// @param zip empty while parts of the quant have to be read for its checksum
/// @param unread how many bytes these are
/// @param command that runs it, as people type it
record Bundle(
        BundlePlan plan,
        BundleManifest manifest,
        List<Listed> entries,
        long bytes,
        Optional<VirtualFile> zip,
        long unread,
        String command) {

    /// Characters of a file's name.
    private static final int LONGEST_SETTINGS = 100;

    /// Of a digest that stands for longer ones.
    private static final int DIGITS = 12;

    /// The name that it is saved under: another for other settings, so that no download goes on with another's file.
    public String filename() {
        String settings = plan.steering().stream()
                .map(steering -> "_" + steering.feature() + "=" + BundleRequest.number(steering.setting()))
                .collect(Collectors.joining());
        String shown = settings.length() <= LONGEST_SETTINGS
                ? settings
                : "_"
                        + Sha256.of(settings.getBytes(StandardCharsets.UTF_8))
                                .hex()
                                .substring(0, DIGITS);
        return plan.request().name() + "-" + plan.quant().name + "-bundle" + shown + ".zip";
    }

    /// Bytes that stay in memory for as long as it is kept.
    int weight() {
        return (int) Math.min(
                Integer.MAX_VALUE,
                entries.stream()
                        .filter(entry -> !entry.path().equals(manifest.file()))
                        .mapToLong(Listed::bytes)
                        .sum());
    }
}
