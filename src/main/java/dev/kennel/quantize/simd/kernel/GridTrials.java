package dev.kennel.quantize.simd.kernel;

/// Which scales a [GridSearch] tries, and how it ends.
///
/// @param reach trials on either side of the middle
/// @param step from one trial to the next
/// @param leastMagnitude of a group that is not taken for zeros
/// @param refinesAll whether all points are looked up again with the scale that was found, as soon as one was not on
///     the grid, or those alone
record GridTrials(int reach, float step, float leastMagnitude, boolean refinesAll) {}
