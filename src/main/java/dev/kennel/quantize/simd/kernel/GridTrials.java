package dev.kennel.quantize.simd.kernel;

/// Which scales a [GridSearch] tries, and how it ends.
///
/// @param size weights in a group
/// @param fitted whether trials are around a scale that fits, not around the one for the largest magnitude
/// @param reach trials on either side of the middle
/// @param step from one trial to the next
/// @param leastMagnitude of a group that is not taken for zeros
/// @param refinement what is looked up again with the scale that was found
record GridTrials(int size, boolean fitted, int reach, float step, float leastMagnitude, Refinement refinement) {

    enum Refinement {
        /// The points that were not on the grid.
        OFF_GRID,
        /// All points, where one was not on the grid.
        ALL_OF_OFF_GRID,
        ALL
    }
}
