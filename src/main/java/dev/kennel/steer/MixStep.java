package dev.kennel.steer;

import java.util.List;

/// How both answers went on.
///
/// @param nanos that it took
public record MixStep(Voice unsteered, Voice steered, long nanos) {

    /// One of the answers.
    ///
    /// @param ended whether it is over
    public record Voice(List<Piece> pieces, boolean ended) {

        public Voice {
            pieces = List.copyOf(pieces);
        }
    }

    /// What a token adds.
    ///
    /// @param text empty where it is a part of a character whose rest follows
    /// @param unlikely whether the unsteered file gives it a tenth of its chance or less, after the same words
    public record Piece(String text, boolean unlikely) {}

    public boolean ended() {
        return unsteered.ended() && steered.ended();
    }
}
