package dev.kennel.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.kennel.bundle.BundleManifest.Listed;

/// A bundle without a model, for what is looked at before one is loaded.
final class SmallBundle {

    static final String QUANT = "Small-Q8_0.gguf";

    private SmallBundle() {}

    static List<ZipPart> parts() {
        return parts(manifest -> manifest);
    }

    /// @param changed what the manifest says instead of what is so
    static List<ZipPart> parts(UnaryOperator<BundleManifest> changed) {
        List<ZipPart> parts = new ArrayList<>();
        parts.add(ZipPart.text(QUANT, "as good as a quant\n"));
        parts.add(ZipPart.text("vectors/one.gguf", "as good as a vector\n"));
        parts.add(ZipPart.text(BundleFormat.PROBES, BundleFormat.write(KnownAnswers.of(List.of()))));
        BundleManifest manifest = new BundleManifest(
                BundleFormat.CURRENT,
                "0.1.0",
                "small/Model",
                "00".repeat(32),
                "Q8_0",
                QUANT,
                List.of(),
                Optional.empty(),
                List.of("llama-server"),
                parts.stream().map(SmallBundle::listed).toList());
        parts.add(ZipPart.text(BundleFormat.MANIFEST, BundleFormat.write(changed.apply(manifest))));
        parts.add(ZipPart.text(
                BundleFormat.SUMS,
                parts.stream()
                        .map(part -> part.content().sha256() + "  " + part.name() + "\n")
                        .collect(Collectors.joining())));
        return parts;
    }

    private static Listed listed(ZipPart part) {
        return new Listed(
                part.name(), part.content().length(), part.content().sha256().hex());
    }

    static BundleManifest with(BundleManifest manifest, String format, String file, List<Listed> files) {
        return new BundleManifest(
                format,
                manifest.kennel(),
                manifest.model(),
                manifest.baseSha256(),
                manifest.quant(),
                file,
                manifest.steering(),
                manifest.jllama(),
                manifest.command(),
                files);
    }

    static Path zip(Path directory, List<ZipPart> parts) throws Exception {
        Path zip = Files.createTempFile(directory, "bundle", ".zip");
        Files.delete(zip);
        ZipLayout.of(parts).writeTo(zip);
        return zip;
    }
}
