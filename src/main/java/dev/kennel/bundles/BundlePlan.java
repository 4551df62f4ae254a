package dev.kennel.bundles;

import java.util.List;

import dev.kennel.blob.VirtualFile;
import dev.kennel.bundle.BundleManifest.Steering;
import dev.kennel.catalog.Quant;

/// A request, resolved: which files it takes, and how strongly each vector pushes.
///
/// @param request with names as the catalog writes them
/// @param file the quant's
/// @param candidates all features that this quant was asked about
/// @param steered those that were chosen, by name
/// @param java whether jllama loads the quant
record BundlePlan(
        BundleRequest request,
        Quant quant,
        VirtualFile file,
        List<Candidate> candidates,
        List<Steered> steered,
        JavaUse java) {

    /// A feature with how strongly the bundle is steered along it.
    ///
    /// @param vector its control vector's file
    record Steered(Candidate candidate, VirtualFile vector, Steering steering) {}

    /// What is known of jllama and the quant.
    ///
    /// @param loads whether it was tried and runs
    /// @param words a sentence: why not, or that it does
    record JavaUse(boolean loads, String words) {}

    List<Steering> steering() {
        return steered.stream().map(Steered::steering).toList();
    }

    /// What to know before it is used.
    public List<String> warnings() {
        return steering().stream()
                .filter(steering -> !steering.usable())
                .map(BundlePlan::warning)
                .toList();
    }

    private static String warning(Steering steering) {
        String pushed = "%s at %s pushes this quant by %s units"
                .formatted(
                        steering.feature(),
                        BundleRequest.number(steering.setting()),
                        BundleRequest.number(Math.round(steering.units() * 100) / 100.0));
        return steering.window()
                .map(window ->
                        "%s; its usable window is from %s to %s. Beyond it, steering damages what has nothing to do with it."
                                .formatted(
                                        pushed, BundleRequest.number(window.from()), BundleRequest.number(window.to())))
                .orElse(pushed + "; it has no usable window: without a vector already it runs in circles.");
    }
}
