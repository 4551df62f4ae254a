package dev.kennel.steer.run;

import java.util.List;
import java.util.Optional;

import dev.kennel.llama.Model;
import dev.kennel.steer.ProbePair;
import dev.kennel.steer.ProbedFeature;
import dev.kennel.steer.ResponseTask;
import dev.kennel.worker.TaskFailure;

/// A feature's probes as tokens.
///
/// @param prompts of the pairs, as they are in the feature
/// @param askedPositive with a system prompt that asks for the positive pole
/// @param askedNegative with one that asks for the other
/// @param crossTalk those that other features' vectors are tried on
/// @param benign tokens of the benign texts
record FeatureTokens(
        List<String> prompts,
        List<TokenPair> plain,
        List<TokenPair> askedPositive,
        List<TokenPair> askedNegative,
        List<TokenPair> crossTalk,
        List<int[]> benign) {

    static FeatureTokens of(Model model, ProbedFeature feature) throws TaskFailure {
        return new FeatureTokens(
                feature.pairs().stream().map(ProbePair::prompt).toList(),
                TokenPair.of(model, feature.pairs(), Optional.empty()),
                TokenPair.of(model, feature.pairs(), Optional.of(feature.positiveSystem())),
                TokenPair.of(model, feature.pairs(), Optional.of(feature.negativeSystem())),
                TokenPair.of(model, ResponseTask.crossTalk(feature), Optional.empty()),
                BenignText.tokens(model, feature.benign()));
    }

    /// Tokens that pairs, texts or continuations of it take, so many side by side.
    int room(int together) {
        int pair = longest(plain);
        pair = Math.max(pair, Math.max(longest(askedPositive), longest(askedNegative)));
        int text = benign.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
        int prompt = plain.stream().mapToInt(each -> each.prompt().length).max().orElseThrow();
        int alone = Math.max(text, prompt + Continuations.length());
        return together * Math.max(pair, 2 * alone);
    }

    private static int longest(List<TokenPair> pairs) {
        return pairs.stream().mapToInt(TokenPair::length).max().orElseThrow();
    }
}
