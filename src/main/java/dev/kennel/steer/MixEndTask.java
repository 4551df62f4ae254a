package dev.kennel.steer;

/// Forgets a question.
///
/// @param mix of a [MixBeginTask]; one that was never begun, or ended already, is no mistake
public record MixEndTask(long mix) implements SteerTask<MixEnded> {

    @Override
    public Class<MixEnded> resultType() {
        return MixEnded.class;
    }
}
