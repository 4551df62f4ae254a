package dev.kennel.quantize.kernels;

/// A kernel that goes over rows once.
///
/// @param kernel its name
/// @param weights of each of its work-items; none where an item is a whole row
public record Pass(String kernel, int weights) {

    private static final int WHOLE_ROW = 0;

    static Pass overRows(String kernel) {
        return new Pass(kernel, WHOLE_ROW);
    }

    /// @param weights of a group or block
    static Pass over(int weights, String kernel) {
        return new Pass(kernel, weights);
    }

    /// How many work-items there are.
    ///
    /// @param count weights of all rows
    int items(int count, int rowLength) {
        return count / (weights == WHOLE_ROW ? rowLength : weights);
    }
}
