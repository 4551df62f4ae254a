package dev.kennel.bundles;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.bundle.BundleManifest;

/// What a bundle has in it.
///
/// @param quant as [dev.kennel.catalog.QuantRef] writes it
/// @param settings in units, by feature
/// @param bytes of the ZIP
/// @param ready whether it can be downloaded
/// @param unread bytes that have to be read first, by the job that a POST starts
/// @param entries its files, in their order
/// @param steering dose, factor and window of each feature
/// @param warnings what to know before it is used
/// @param command that runs it, in its folder
/// @param jllama whether jllama loads the quant, so that the program for it and its vector are in it
/// @param page for people
/// @param download its address, with ranges
/// @param entityTag of the download; absent until it is ready
@Schema(name = "Bundle")
record BundleJson(
        String model,
        String quant,
        SortedMap<String, Double> settings,
        long bytes,
        boolean ready,
        long unread,
        List<BundleManifest.Listed> entries,
        List<BundleManifest.Steering> steering,
        List<String> warnings,
        String command,
        boolean jllama,
        String page,
        String download,
        Optional<String> entityTag) {

    static BundleJson of(Bundle bundle) {
        BundlePlan plan = bundle.plan();
        return new BundleJson(
                plan.request().model(),
                plan.request().quant(),
                plan.request().settings(),
                bundle.bytes(),
                bundle.zip().isPresent(),
                bundle.unread(),
                bundle.entries(),
                plan.steering(),
                plan.warnings(),
                bundle.command(),
                plan.java().loads(),
                plan.request().page(),
                plan.request().download(),
                bundle.zip().map(zip -> zip.sha256().hex()));
    }
}
