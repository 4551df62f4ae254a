package dev.kennel.bundle;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import dev.kennel.steer.Interval;
import dev.kennel.steer.UsableWindow;

/// `bundle.json`: what a bundle is made of.
///
/// @param format [BundleFormat#CURRENT]
/// @param kennel version that laid it out
/// @param model that the quant is of, `owner/name`
/// @param baseSha256 of that model's source
/// @param quant its name
/// @param file path of the quant
/// @param steering its features, by name
/// @param jllama path of the vectors' sum, scaled, for jllama; absent where jllama does not load the quant
/// @param command that runs it, as words
/// @param files all others than the manifest and the sums, in their order
public record BundleManifest(
        String format,
        String kennel,
        String model,
        String baseSha256,
        String quant,
        String file,
        List<Steering> steering,
        Optional<String> jllama,
        List<String> command,
        List<Listed> files) {

    public BundleManifest {
        steering = steering == null ? List.of() : List.copyOf(steering);
        jllama = jllama == null ? Optional.empty() : jllama;
        command = command == null ? List.of() : List.copyOf(command);
        files = files == null ? List.of() : List.copyOf(files);
    }

    /// @param path with `/` between folders
    public record Listed(String path, long bytes, String sha256) {}

    /// A feature, and how strongly the bundle is steered along it. The factor of the vector is setting × dose × unit.
    ///
    /// @param feature its name
    /// @param featureSha256 its version
    /// @param positive what its positive pole is called
    /// @param negative the other one
    /// @param vector path of the control vector, as it was extracted or imported
    /// @param vectorSha256 of that file
    /// @param madeFrom what the vector's file says of how it was made; empty for one from elsewhere
    /// @param setting that was chosen: 1 has the effect of one unit on the base
    /// @param dose α_q: units of this quant that have the base's effect of one
    /// @param retention steerability as a share of the base's, of which the dose is the inverse
    /// @param unit by what one unit multiplies the vector
    /// @param strength factor of the vector in llama.cpp
    /// @param window usable strengths of this quant, in units; absent when not even 0 is usable
    /// @param measured the run that dose and window are from
    public record Steering(
            String feature,
            String featureSha256,
            String positive,
            String negative,
            String vector,
            String vectorSha256,
            SortedMap<String, String> madeFrom,
            double setting,
            double dose,
            Optional<Interval> retention,
            double unit,
            double strength,
            Optional<UsableWindow> window,
            Measured measured) {

        /// What the vector is pushed by, in units.
        public double units() {
            return setting * dose;
        }

        /// Whether the strength is one at which steering damages little else.
        public boolean usable() {
            double units = units();
            return window.filter(of -> of.from() <= units && units <= of.to()).isPresent();
        }
    }

    /// @param response its number on the server
    /// @param at when, ISO 8601
    /// @param llamaCpp version and commit
    /// @param cpuVariant which of llama.cpp's CPU libraries
    /// @param device that computed
    public record Measured(long response, String at, String llamaCpp, String cpuVariant, String device) {}
}
