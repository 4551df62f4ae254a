// Q4_1 and Q5_1: 32 weights, levels of BITS bits from a minimum on and their scale.

// Levels from the least weight to the largest.
AffineFit plain_affine(const float *x, global uchar *levels) {
    float least = FLT_MAX;
    float most = -FLT_MAX;
    for (int i = 0; i < SIZE; i++) {
        least = x[i] < least ? x[i] : least;
        most = x[i] > most ? x[i] : most;
    }
    float scale = (most - least) / TOP;
    AffineFit fit = {scale, least, inverse_of(scale), least};
    for (int i = 0; i < SIZE; i++) {
        levels[i] = min(signed_byte(truncated((x[i] - least) * fit.inverse + 0.5f)), TOP);
    }
    return fit;
}

AffineFit searched_affine(const float *x, const float *w, global uchar *levels) {
    AffineFit fit = affine_search(x, w);
    for (int i = 0; i < SIZE; i++) {
        levels[i] = affine_level(fit, x[i]);
    }
    return fit;
}

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * SIZE;
    float x[SIZE];
    load(x, rows + first, SIZE);
    AffineFit fit;
    if (WEIGHTED) {
        float w[SIZE];
        weigh(w, x, importance + first % row_length, notes[first / row_length].variance, SIZE);
        fit = searched_affine(x, w, levels + first);
    } else {
        fit = plain_affine(x, levels + first);
    }
    global uchar *block = blocks + item * BLOCK_BYTES;
    put_half(block, fit.scale);
    put_half(block + 2, fit.minimum);
    pack_32(block + 4, levels + first, BITS);
}
