package dev.kennel.feature;

import java.util.List;

import dev.kennel.yaml.Definition;

/// A way in which a model's behaviour can be steered: how to bring both of its poles about, and how to tell which one
/// an answer is at.
///
/// @param name becomes a part of addresses and of file names
/// @param notes what the feature is and which answer is at the positive pole, for people
/// @param contrast what a direction between the poles is computed from
/// @param probes what the behaviour is measured with; none of their prompts is among those of the contrast
/// @param benign texts that have nothing to do with the feature, on which the damage of steering is measured
public record Feature(
        String name, Poles poles, String notes, Contrast contrast, List<Probe> probes, List<String> benign)
        implements Definition {

    public Feature {
        probes = List.copyOf(probes);
        benign = List.copyOf(benign);
    }

    /// What the two ends are called: "hedged" and "certain".
    public record Poles(String positive, String negative) {}

    /// Each system prompt of both poles is combined with each prompt.
    ///
    /// @param positive system prompts that bring the positive pole about
    /// @param negative system prompts for the other one
    /// @param prompts of users
    public record Contrast(List<String> positive, List<String> negative, List<String> prompts) {

        public Contrast {
            positive = List.copyOf(positive);
            negative = List.copyOf(negative);
            prompts = List.copyOf(prompts);
        }

        /// How many pairs of a positive and a negative conversation there are.
        public int pairs() {
            return Math.min(positive.size(), negative.size()) * prompts.size();
        }
    }

    @Override
    public String digest() {
        return CanonicalForm.digest(this);
    }
}
