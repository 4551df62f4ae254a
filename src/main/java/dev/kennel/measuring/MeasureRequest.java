package dev.kennel.measuring;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.catalog.QuantRef;

/// What a person asks to have measured.
///
/// @param quants as [QuantRef] writes them; all of the model when empty
/// @param texts names; at least one, unless speed is asked for
/// @param context tokens in a chunk, 512 when absent
/// @param chunks of each text at most; all when absent
/// @param reference what the quants are compared with, as [QuantRef] or [LogitsRef] writes it; the base when absent
/// @param speed whether rates and memory are measured too, and how
/// @param device what the models are computed on: `cpu`, a device of the machine's page, or `auto`, the first GPU if
///     there is one; that when absent
@Schema(name = "MeasureRequest")
public record MeasureRequest(
        List<String> quants,
        List<String> texts,
        Optional<Integer> context,
        Optional<Integer> chunks,
        Optional<String> reference,
        Optional<SpeedRequest> speed,
        Optional<String> device) {

    /// What is timed, in llama-bench's terms; its defaults when absent.
    ///
    /// @param prompt tokens (`-p`), 512
    /// @param generation tokens (`-n`), 128
    /// @param depth tokens that are in the context before (`-d`), 0
    /// @param repetitions (`-r`), 5
    @Schema(name = "SpeedRequest")
    public record SpeedRequest(
            Optional<Integer> prompt,
            Optional<Integer> generation,
            Optional<Integer> depth,
            Optional<Integer> repetitions) {

        public SpeedRequest {
            prompt = prompt == null ? Optional.empty() : prompt;
            generation = generation == null ? Optional.empty() : generation;
            depth = depth == null ? Optional.empty() : depth;
            repetitions = repetitions == null ? Optional.empty() : repetitions;
        }

        /// As llama-bench does it.
        public static SpeedRequest usual() {
            return new SpeedRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    public MeasureRequest {
        quants = quants == null ? List.of() : List.copyOf(quants);
        texts = texts == null ? List.of() : List.copyOf(texts);
        context = context == null ? Optional.empty() : context;
        chunks = chunks == null ? Optional.empty() : chunks;
        reference = reference == null ? Optional.empty() : reference.filter(name -> !name.isBlank());
        speed = speed == null ? Optional.empty() : speed;
        device = device == null ? Optional.empty() : device;
    }

    /// The same for no quant but the reference: what its floor is.
    MeasureRequest onlyReference() {
        return new MeasureRequest(
                List.of(reference.orElse(QuantRef.BASE)), texts, context, chunks, reference, speed, device);
    }
}
