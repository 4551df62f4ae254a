package dev.kennel.mixer;

/// How far a question is.
sealed interface MixState {

    /// @param ahead questions whose turn comes before
    record Waiting(int ahead) implements MixState {}

    /// The file is being loaded.
    record Loading() implements MixState {}

    record Answering() implements MixState {}

    /// Both answers are whole.
    record Done() implements MixState {}

    /// Somebody stopped it; what had been said stays.
    record Stopped() implements MixState {}

    record Failed(String reason) implements MixState {}

    /// Whether nothing more is said.
    default boolean isOver() {
        return switch (this) {
            case Waiting _, Loading _, Answering _ -> false;
            case Done _, Stopped _, Failed _ -> true;
        };
    }
}
