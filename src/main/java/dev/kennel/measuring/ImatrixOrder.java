package dev.kennel.measuring;

import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measuring.MeasureOrder.Reading;

/// A request for an importance matrix as its job keeps it, resolved.
///
/// @param filename of the matrix, and the string that is written into the quants made with it
/// @param licence of the text, as it was stated then; null when none was
record ImatrixOrder(long modelId, String filename, Reading reading, String licence, EvaluationSettings settings) {}
