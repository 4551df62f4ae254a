package dev.kennel.steer;

import java.util.List;
import java.util.Optional;

import dev.kennel.device.LlamaBuild;

/// What a [ResponseTask] found.
///
/// @param features in the task's order
/// @param drives likewise
/// @param pace pairs of answers scored a second
public record ResponseReport(List<Asked> features, List<Driven> drives, double pace, LlamaBuild llama) {

    public ResponseReport {
        features = List.copyOf(features);
        drives = List.copyOf(drives);
    }

    /// Margins of a feature's probes without any vector, in nats.
    ///
    /// @param margins as the file is
    /// @param positive when a system prompt asks for the positive pole
    /// @param negative when one asks for the other
    public record Asked(double[] margins, double[] positive, double[] negative) {}

    /// What a vector does.
    ///
    /// @param unit by what a strength of 1 multiplies it
    /// @param margins at all strengths
    /// @param damage mean KL divergence of the steered file from the unsteered one on benign text, in nats,
    ///     for each strength
    /// @param incoherent share of the continuations that run in circles, for each strength
    /// @param random margins with a random vector of the same norms at −1, 0 and 1
    /// @param crossTalk those of each other feature's first probes at −1, 0 and 1; absent for the vector's own
    /// @param samples continuations at −1, 0 and 1
    public record Driven(
            double unit,
            Margins margins,
            double[] damage,
            double[] incoherent,
            Margins random,
            List<Optional<Margins>> crossTalk,
            List<Sample> samples) {

        public Driven {
            crossTalk = List.copyOf(crossTalk);
            samples = List.copyOf(samples);
        }
    }

    /// The likeliest continuation of a prompt.
    ///
    /// @param strength in units
    public record Sample(String prompt, double strength, String text) {}
}
