package dev.kennel.bundles;

import java.util.List;
import java.util.Optional;

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

    /// The name that it is saved under.
    public String filename() {
        return plan.request().name() + "-" + plan.quant().name + "-bundle.zip";
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
