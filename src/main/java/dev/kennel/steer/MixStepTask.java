package dev.kennel.steer;

import java.util.List;

/// Writes both answers on. Strengths other than those of the last step act from here on; what was read and written
/// before stays as it was.
///
/// @param mix of a [MixBeginTask]
/// @param strengths by what each of the loaded vectors is multiplied
/// @param tokens of each answer at most
public record MixStepTask(long mix, List<Double> strengths, int tokens) implements SteerTask<MixStep> {

    public MixStepTask {
        strengths = List.copyOf(strengths);
    }

    @Override
    public Class<MixStep> resultType() {
        return MixStep.class;
    }
}
