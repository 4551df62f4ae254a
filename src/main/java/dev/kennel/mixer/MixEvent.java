package dev.kennel.mixer;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import dev.kennel.steer.MixStep.Piece;

/// What whoever asked is told while a question is answered: a JSON object a message of the WebSocket.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MixEvent.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = MixEvent.Loading.class, name = "loading"),
    @JsonSubTypes.Type(value = MixEvent.Reading.class, name = "reading"),
    @JsonSubTypes.Type(value = MixEvent.Words.class, name = "words"),
    @JsonSubTypes.Type(value = MixEvent.Over.class, name = "over")
})
sealed interface MixEvent {

    /// @param ahead questions whose turn comes before
    record Waiting(int ahead) implements MixEvent {}

    record Loading() implements MixEvent {}

    /// The question has been read.
    ///
    /// @param promptTokens that it has
    /// @param plain why it was read as plain text; absent where the model's chat template was used
    /// @param engaged whether the vectors change what the file says; absent where no slider is moved
    record Reading(int promptTokens, Optional<String> plain, Optional<Boolean> engaged) implements MixEvent {}

    /// Both answers have gone on.
    record Words(Voice unsteered, Voice steered) implements MixEvent {}

    /// @param pieces that are new
    /// @param tokens in all
    /// @param pace tokens a second
    record Voice(List<Piece> pieces, int tokens, double pace) {}

    /// @param how `done`, `stopped` or `failed`
    /// @param reason why it failed
    record Over(String how, Optional<String> reason) implements MixEvent {}
}
