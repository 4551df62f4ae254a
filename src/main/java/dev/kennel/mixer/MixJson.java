package dev.kennel.mixer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.steer.MixBegun;
import dev.kennel.steer.MixStep.Piece;
import dev.kennel.steer.MixTurn;

/// A question with both of its answers as far as they go, for programs.
///
/// @param earlier what was said before in the same talk
/// @param state `waiting`, `loading`, `answering`, `done`, `stopped` or `failed`
/// @param ahead questions whose turn comes before; absent unless it waits
/// @param failure why it failed
/// @param settings that act now, by feature
/// @param promptTokens of the question with the model's chat template; absent before it was read
/// @param plain why the question was read as plain text; absent where the model's chat template was used
/// @param engaged whether the vectors change what the file says; absent where no slider was moved at the beginning
@Schema(name = "Mix")
record MixJson(
        long id,
        String model,
        String quant,
        List<MixTurn> earlier,
        String question,
        String state,
        Optional<Integer> ahead,
        Optional<String> failure,
        Map<String, Double> settings,
        int tokens,
        double temperature,
        long seed,
        Optional<Integer> promptTokens,
        Optional<String> plain,
        Optional<Boolean> engaged,
        Answer unsteered,
        Answer steered) {

    /// @param spans the text in stretches; `unlikely` ones have at most a tenth of their chance without steering
    /// @param pace tokens a second
    @Schema(name = "MixAnswer")
    record Answer(String text, List<Piece> spans, int tokens, double pace) {

        private static Answer of(Mix.Voice voice) {
            String text = voice.spans().stream().map(Piece::text).collect(Collectors.joining());
            return new Answer(text, voice.spans(), voice.tokens(), voice.pace());
        }
    }

    static MixJson of(Mix mix) {
        Mix.Standing standing = mix.standing();
        MixOrder order = mix.order();
        return new MixJson(
                mix.id(),
                mix.target().model(),
                mix.target().file().name(),
                order.earlier(),
                order.question(),
                word(standing.state()),
                standing.state() instanceof MixState.Waiting(int ahead) ? Optional.of(ahead) : Optional.empty(),
                standing.state() instanceof MixState.Failed(String reason) ? Optional.of(reason) : Optional.empty(),
                standing.settings(),
                order.tokens(),
                order.sampling().temperature(),
                order.sampling().seed(),
                standing.begun().map(MixBegun::promptTokens),
                standing.begun().flatMap(MixBegun::plain),
                standing.begun().flatMap(MixBegun::moved).map(change -> change != 0),
                Answer.of(standing.unsteered()),
                Answer.of(standing.steered()));
    }

    private static String word(MixState state) {
        return switch (state) {
            case MixState.Waiting _ -> "waiting";
            case MixState.Loading _ -> "loading";
            case MixState.Answering _ -> "answering";
            case MixState.Done _ -> "done";
            case MixState.Stopped _ -> "stopped";
            case MixState.Failed _ -> "failed";
        };
    }
}
