package dev.kennel.bundles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Segment.Region;
import dev.kennel.blob.VirtualFile;
import dev.kennel.bundle.BundleFormat;
import dev.kennel.bundle.BundleManifest;
import dev.kennel.bundle.BundleManifest.Listed;
import dev.kennel.bundle.ZipLayout;
import dev.kennel.bundle.ZipPart;
import dev.kennel.bundles.BundlePlan.Steered;
import dev.kennel.catalog.Quant;
import dev.kennel.web.Site;

/// Lays bundles out. The quant comes first: what changes when something is measured anew lies behind it.
@ApplicationScoped
class Bundles {

    private final BundlePlanner planner;
    private final BundleContent content;
    private final Checksums checksums;
    private final BundleConfig config;
    private final Site site;

    Bundles(BundlePlanner planner, BundleContent content, Checksums checksums, BundleConfig config, Site site) {
        this.planner = planner;
        this.content = content;
        this.checksums = checksums;
        this.config = config;
        this.site = site;
    }

    /// As things are now. Its checksum is computed on the way where that is done at once.
    ///
    /// @throws dev.kennel.web.ProblemException when it names what is not there, or what was not measured
    Bundle of(BundleRequest request) throws IOException {
        Bundle bundle = QuarkusTransaction.joiningExisting().call(() -> laidOut(request));
        if (bundle.zip().isPresent() || bundle.unread() > config.readAtOnce().asLongValue()) {
            return bundle;
        }
        Map<String, Region> missing = QuarkusTransaction.joiningExisting().call(() -> missing(bundle.plan()));
        for (Map.Entry<String, Region> part : missing.entrySet()) {
            long crc = Checksums.read(part.getValue(), part.getKey(), _ -> {});
            QuarkusTransaction.joiningExisting().run(() -> checksums.note(part.getKey(), crc));
        }
        return QuarkusTransaction.joiningExisting().call(() -> laidOut(request));
    }

    /// What has to be read before the bundle can be had, by digest. Called in a transaction.
    Map<String, Region> missing(BundlePlan plan) {
        Map<String, Region> missing = new LinkedHashMap<>(checksums.missing(plan.file()));
        plan.steered().forEach(steered -> missing.putAll(checksums.missing(steered.vector())));
        return missing;
    }

    private Bundle laidOut(BundleRequest request) throws IOException {
        BundlePlan plan = planner.plan(request);
        String file = filename(plan.quant());
        OptionalLong crc = checksums.of(plan.file());
        boolean known = crc.isPresent();
        List<ZipPart> parts = new ArrayList<>();
        parts.add(new ZipPart(file, plan.file(), crc.orElse(0), false));
        for (Steered steered : plan.steered()) {
            OptionalLong vector = checksums.of(steered.vector());
            known &= vector.isPresent();
            parts.add(new ZipPart(steered.steering().vector(), steered.vector(), vector.orElse(0), false));
        }
        parts.addAll(content.of(plan, file));
        BundleManifest manifest = manifest(plan, file, parts);
        parts.add(ZipPart.text(BundleFormat.MANIFEST, BundleFormat.write(manifest)));
        parts.add(ZipPart.text(BundleFormat.SUMS, sums(parts)));
        VirtualFile zip = ZipLayout.of(parts);
        long unread = known
                ? 0
                : missing(plan).values().stream().mapToLong(Region::length).sum();
        return new Bundle(
                plan,
                manifest,
                parts.stream().map(Bundles::listed).toList(),
                zip.length(),
                known ? Optional.of(zip) : Optional.empty(),
                unread,
                BundleTexts.shell(manifest.command()));
    }

    private BundleManifest manifest(BundlePlan plan, String file, List<ZipPart> parts) {
        return new BundleManifest(
                BundleFormat.CURRENT,
                site.getVersion(),
                plan.request().model(),
                plan.quant().model.sourceSha256,
                plan.quant().name,
                file,
                plan.steering(),
                parts.stream()
                        .map(ZipPart::name)
                        .filter(BundleFormat.JLLAMA_VECTOR::equals)
                        .findFirst(),
                BundleTexts.command(plan, file),
                parts.stream().map(Bundles::listed).toList());
    }

    private static Listed listed(ZipPart part) {
        return new Listed(
                part.name(), part.content().length(), part.content().sha256().hex());
    }

    private static String sums(List<ZipPart> parts) {
        return parts.stream()
                .map(part -> part.content().sha256() + "  " + part.name() + "\n")
                .collect(Collectors.joining());
    }

    /// A publisher's file may be in a folder, and have signs in its name that other systems refuse.
    private static String filename(Quant quant) {
        String name = quant.filename.substring(quant.filename.lastIndexOf('/') + 1);
        return name.replaceAll("[\\p{Cntrl}\\\\:]", "_");
    }
}
