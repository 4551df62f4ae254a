package dev.kennel.measure;

/// How a runtime is tried: it goes on from a prompt, with the likeliest token each time.
///
/// @param tokens at most
/// @param contextLength tokens that prompt and answer have room in
public record TrialSettings(ModelRuntime runtime, String prompt, int tokens, int contextLength, int threads) {

    private static final String PROMPT = "The dog";
    private static final int TOKENS = 16;
    private static final int CONTEXT = 256;

    /// The same for all models, so that answers can be compared.
    public static TrialSettings usual(ModelRuntime runtime, int threads) {
        return new TrialSettings(runtime, PROMPT, TOKENS, CONTEXT, threads);
    }
}
