// Q6_K: scales are signed bytes; levels of six bits, four and two apart.

#define HIGH_AT 128
#define SCALES_AT 192
#define SCALE_AT 208

// Scale and levels of each group.
PASS(search) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * GROUP;
    float x[GROUP];
    float w[GROUP];
    load(x, rows + first, GROUP);
    if (WEIGHTED) {
        load(w, importance + first % row_length, GROUP);
    } else {
        weigh_by_squares(w, x, GROUP);
    }
    SymmetricFit fit = symmetric_search(x, w, GROUP, REACH);
    put_searched_levels(levels + first, x, fit);
    notes[item].scale = fit.scale;
}

void put_levels(global uchar *block, global const uchar *levels) {
    for (int part = 0; part < 2; part++) {
        pack_apart(block + part * 64, 64, levels + part * 128, 64, 2, 4);
        pack(block + HIGH_AT + part * 32, 32, levels + part * 128, 1, 32, 4, 2, 4);
    }
}

// The farthest scale becomes -128. A super-block of zeros has no bit set.
PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    global uchar *block = blocks + item * BLOCK_BYTES;
    float scales[GROUPS];
    load_scales(scales, notes + item * GROUPS);
    float far = farthest(scales, GROUPS);
    if (fabs(far) < LEAST_MAGNITUDE) {
        for (int i = 0; i < BLOCK_BYTES; i++) {
            block[i] = 0;
        }
        return;
    }
    float inverse = -128.f / far;
    put_half(block + SCALE_AT, 1.f / inverse);
    float scale = half_at(block + SCALE_AT);
    int first = item * SIZE;
    for (int group = 0; group < GROUPS; group++) {
        int level = signed_byte(min(nearest(inverse * scales[group]), 127));
        int at = first + group * GROUP;
        block[SCALES_AT + group] = level;
        requantize(rows + at, scale * level, levels + at);
    }
    put_levels(block, levels + first);
}
