package dev.kennel.steer.run;

import java.util.List;

import dev.kennel.llama.Context;
import dev.kennel.llama.ContextShape;
import dev.kennel.llama.Model;
import dev.kennel.llama.TokenBatch;
import dev.kennel.steer.ResponseSettings;

/// A context in which probes are read side by side, with room for everything that is asked about features.
///
/// @param batch as large as the context
record ProbeContext(Context context, TokenBatch batch) implements AutoCloseable {

    private static final int MICRO_BATCH = 512;

    static ProbeContext of(Model model, List<FeatureTokens> features, ResponseSettings settings) {
        int room = features.stream()
                .mapToInt(feature -> feature.room(settings.together()))
                .max()
                .orElseThrow();
        return of(model, room, settings);
    }

    /// @param room tokens that are read side by side at most
    static ProbeContext of(Model model, int room, ResponseSettings settings) {
        int sequences = 2 * settings.together();
        var shape = new ContextShape(Math.ceilDiv(room, sequences), sequences, room, MICRO_BATCH, true);
        return new ProbeContext(model.newContext(shape, settings.threads()), new TokenBatch(room));
    }

    @Override
    public void close() {
        context.close();
        batch.close();
    }
}
