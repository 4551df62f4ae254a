package dev.kennel.steer;

import java.util.Optional;

/// The file has read the question.
///
/// @param promptTokens that the steered file has read: the talk with the model's chat template
/// @param plain why the question was read as plain text to go on from; absent where the model's chat template was used
/// @param moved the largest change of a logit that the vectors make before the first token; 0 where they change
///     nothing, absent where no strength asks for a change
public record MixBegun(int promptTokens, Optional<String> plain, Optional<Double> moved) {}
