// Q4_0 and Q5_0: 32 weights, levels of BITS bits around zero and their scale.

#define REACH (1 << (BITS - 1))

// The farthest weight becomes the lowest level.
float plain_symmetric(const float *x, global uchar *levels) {
    float scale = farthest(x, SIZE) / -REACH;
    float inverse = inverse_of(scale);
    for (int i = 0; i < SIZE; i++) {
        levels[i] = min(signed_byte(truncated(x[i] * inverse + (REACH + 0.5f))), 2 * REACH - 1);
    }
    return scale;
}

float searched_symmetric(const float *x, const float *w, global uchar *levels) {
    SymmetricFit fit = symmetric_search(x, w, SIZE, REACH);
    for (int i = 0; i < SIZE; i++) {
        levels[i] = symmetric_level(fit, x[i], REACH);
    }
    return fit.scale;
}

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * SIZE;
    float x[SIZE];
    load(x, rows + first, SIZE);
    float scale;
    if (WEIGHTED) {
        float w[SIZE];
        weigh(w, x, importance + first % row_length, notes[first / row_length].variance, SIZE);
        scale = searched_symmetric(x, w, levels + first);
    } else {
        scale = plain_symmetric(x, levels + first);
    }
    global uchar *block = blocks + item * BLOCK_BYTES;
    put_half(block, scale);
    pack_32(block + 2, levels + first, BITS);
}
