package dev.kennel.measurements;

import java.nio.charset.StandardCharsets;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.blob.Sha256;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.web.Format;

/// What rates have in common that may be compared: what was timed, and on what.
///
/// @param prompt tokens that were read: pp512 for 512
/// @param generation tokens that were written: tg128 for 128
/// @param depth tokens that were in the context before
/// @param threads of llama.cpp
@Schema(name = "Timing")
public record Timing(int prompt, int generation, int depth, int threads, Place place) implements Conditions {

    static Timing of(SpeedSettings settings, Place place) {
        return new Timing(settings.prompt(), settings.generation(), settings.depth(), settings.threads(), place);
    }

    /// What was timed in llama-bench's terms, and the beginning of the digest of the place's words.
    @Override
    public String key() {
        Sha256 where = Sha256.of(place.words().getBytes(StandardCharsets.UTF_8));
        return "pp%d-tg%d-d%d-t%d-%s"
                .formatted(prompt, generation, depth, threads, where.hex().substring(0, 12));
    }

    /// "pp512 and tg128 with 2 threads on 2 cores of AMD EPYC 9355 (zen4), llama.cpp 0.5.0".
    public String words() {
        return "pp%d and tg%d%s with %s on %s"
                .formatted(
                        prompt,
                        generation,
                        depth == 0 ? "" : " at depth " + depth,
                        Format.counted(threads, "thread"),
                        place.words());
    }
}
