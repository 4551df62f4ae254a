package dev.kennel.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kennel.blob.Sha256;
import dev.kennel.bundle.BundleManifest.Listed;

/// An unpacked bundle, every file of which is as it was made.
///
/// @param directory that its paths are within
public record BundleFolder(Path directory, BundleManifest manifest, KnownAnswers answers) {

    /// Of a file that is read into memory.
    static final long LARGEST_TEXT = 16 << 20;

    private static final int MOST_FILES = 10_000;
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    /// Reads all of it.
    ///
    /// @throws BundleFault when a file is missing or another than when the bundle was made
    public static BundleFolder read(Path directory) throws BundleFault, IOException {
        BundleManifest manifest = manifest(text(directory, BundleFormat.MANIFEST));
        Map<String, String> sums = sums(directory);
        requireSum(directory, BundleFormat.MANIFEST, sums);
        for (Listed file : manifest.files()) {
            requireAsListed(directory, file);
            if (!file.sha256().equals(sums.get(file.path()))) {
                throw new BundleFault(BundleFormat.SUMS + " and " + BundleFormat.MANIFEST + " do not say the same of "
                        + file.path() + ". Get the bundle again.");
            }
        }
        KnownAnswers answers =
                BundleFormat.read(BundleFormat.PROBES, text(directory, BundleFormat.PROBES), KnownAnswers.class);
        return new BundleFolder(directory, manifest, answers).checked();
    }

    /// @param text of the manifest
    static BundleManifest manifest(byte[] text) throws BundleFault {
        BundleManifest manifest = BundleFormat.read(BundleFormat.MANIFEST, text, BundleManifest.class);
        if (!BundleFormat.CURRENT.equals(manifest.format())) {
            throw new BundleFault("Its form is '" + manifest.format() + "', and this program knows '"
                    + BundleFormat.CURRENT + "'. Check it with the version of Kennel that made it, "
                    + manifest.kennel() + ".");
        }
        if (manifest.files().size() > MOST_FILES) {
            throw new BundleFault("It lists " + manifest.files().size() + " files; no bundle has so many.");
        }
        for (Listed file : manifest.files()) {
            BundlePath.require(file.path());
            if (file.bytes() < 0 || Sha256.parse(file.sha256()).isEmpty()) {
                throw new BundleFault(BundleFormat.MANIFEST + " states no size or digest of " + file.path()
                        + ". Get the bundle again.");
            }
        }
        for (String needed : List.of(String.valueOf(manifest.file()), BundleFormat.PROBES)) {
            if (manifest.files().stream().noneMatch(file -> file.path().equals(needed))) {
                throw new BundleFault(BundleFormat.MANIFEST + " does not list " + needed + ". Get the bundle again.");
            }
        }
        return manifest;
    }

    /// The quant.
    public Path quant() {
        return directory.resolve(manifest.file());
    }

    /// Bytes of all files that it lists.
    public long bytes() {
        return manifest.files().stream().mapToLong(Listed::bytes).sum();
    }

    /// What is listed is what is asked for: other paths are nobody's.
    private BundleFolder checked() throws BundleFault {
        for (KnownAnswers.FeatureProbes probes : answers.features()) {
            requireListed(probes.vector());
            if (!probes.isComplete()) {
                throw new BundleFault(BundleFormat.PROBES + " says of " + probes.feature()
                        + " no probes with answers to each, first without the vector. Get the bundle again.");
            }
        }
        for (BundleManifest.Steering steering : manifest.steering()) {
            requireListed(steering.vector());
        }
        return this;
    }

    private void requireListed(String path) throws BundleFault {
        if (manifest.files().stream().noneMatch(file -> file.path().equals(path))) {
            throw new BundleFault("It asks for " + path + ", which is none of its files. Get the bundle again.");
        }
    }

    private static byte[] text(Path directory, String path) throws BundleFault, IOException {
        Path file = required(directory, path);
        if (Files.size(file) > LARGEST_TEXT) {
            throw new BundleFault(path + " has " + Files.size(file) + " bytes; no bundle's is so large.");
        }
        return Files.readAllBytes(file);
    }

    private static Path required(Path directory, String path) throws BundleFault {
        Path file = BundlePath.within(directory, path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BundleFault(
                    path + " is missing. Get the bundle again, or name the folder that it was unpacked to.");
        }
        return file;
    }

    private static void requireAsListed(Path directory, Listed listed) throws BundleFault, IOException {
        Path file = required(directory, listed.path());
        if (Files.size(file) != listed.bytes()) {
            throw new BundleFault("%s has %d bytes, and %d were put in. Get the bundle again."
                    .formatted(listed.path(), Files.size(file), listed.bytes()));
        }
        requireDigest(file, listed.path(), listed.sha256());
    }

    private static void requireSum(Path directory, String path, Map<String, String> sums)
            throws BundleFault, IOException {
        if (!sums.containsKey(path)) {
            throw new BundleFault(BundleFormat.SUMS + " does not have " + path + ". Get the bundle again.");
        }
        requireDigest(required(directory, path), path, sums.get(path));
    }

    private static void requireDigest(Path file, String path, String sha256) throws BundleFault, IOException {
        String found = Sha256.of(file).hex();
        if (!found.equals(sha256)) {
            throw new BundleFault(
                    "%s is not what was put in: its SHA-256 is %s, and %s was stated. Get the bundle again."
                            .formatted(path, found, sha256));
        }
    }

    private static Map<String, String> sums(Path directory) throws BundleFault, IOException {
        String text = new String(text(directory, BundleFormat.SUMS), StandardCharsets.UTF_8);
        Map<String, String> sums = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher sum = SUM.matcher(line);
            if (!sum.matches()) {
                throw new BundleFault(BundleFormat.SUMS + " has a line that is no sum. Get the bundle again.");
            }
            sums.put(sum.group(2), sum.group(1));
        }
        return sums;
    }
}
