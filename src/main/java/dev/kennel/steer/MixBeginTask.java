package dev.kennel.steer;

import java.util.List;

/// Lets the loaded file read a question twice, as it is and steered.
///
/// @param mix names the question in the tasks that follow
/// @param earlier questions of the same talk, each side with its own answers
/// @param question as a person wrote it
/// @param strengths by what each of the loaded vectors is multiplied, in their order
/// @param mostTokens of each answer
public record MixBeginTask(
        long mix, List<MixTurn> earlier, String question, List<Double> strengths, int mostTokens, MixSampling sampling)
        implements SteerTask<MixBegun> {

    /// Tokens of a question with what was said before it and the model's chat template around it.
    public static final int LONGEST_QUESTION = 4096;

    public MixBeginTask {
        earlier = List.copyOf(earlier);
        strengths = List.copyOf(strengths);
    }

    @Override
    public Class<MixBegun> resultType() {
        return MixBegun.class;
    }
}
