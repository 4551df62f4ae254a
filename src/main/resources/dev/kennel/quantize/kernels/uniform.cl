// What Q4_0, Q5_0, Q4_1 and Q5_1 have in common with importance weights: the row comes into the weighting.

// The mean square of each row, added up from its start to its end.
PASS(measure_rows) {
    int row = get_global_id(0);
    if (row < count) {
        notes[row].variance = sum_of_squares(rows + row * row_length, row_length) / row_length;
    }
}
