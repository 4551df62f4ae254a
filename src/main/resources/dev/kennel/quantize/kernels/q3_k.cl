// Q3_K: scales of six bits, levels of three bits, one and two apart.

#define SCALE_REACH 32
#define LEVELS_AT 32
#define SCALES_AT 96
#define SCALE_AT 108

// Scale and levels of each group.
PASS(search) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * GROUP;
    float x[GROUP];
    load(x, rows + first, GROUP);
    if (WEIGHTED) {
        float w[GROUP];
        float variance = sum_of_squares(rows + first / SIZE * SIZE, SIZE) * 2.f / SIZE;
        weigh(w, x, importance + first % row_length, variance, GROUP);
        SymmetricFit fit = symmetric_search(x, w, GROUP, REACH);
        put_searched_levels(levels + first, x, fit);
        notes[item].scale = fit.scale;
        notes[item].weight = sum_of(w, GROUP);
    } else {
        int found[GROUP];
        notes[item].scale = refining_search(x, REACH, found);
        for (int i = 0; i < GROUP; i++) {
            levels[first + i] = found[i];
        }
    }
}

// The farthest scale becomes the lowest level. Without any all levels are zero, as are their bits.
float plain_scales(const float *scales, uchar *scale_levels) {
    float far = farthest(scales, GROUPS);
    float inverse = -SCALE_REACH / far;
    for (int group = 0; group < GROUPS; group++) {
        int level = clamp(signed_byte(nearest(inverse * scales[group])), -SCALE_REACH, SCALE_REACH - 1);
        scale_levels[group] = far == 0.f ? 0 : level + SCALE_REACH;
    }
    return far == 0.f ? 0.f : 1.f / inverse;
}

float searched_scales(const float *scales, global const Note *notes, uchar *scale_levels) {
    float w[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
        w[group] = notes[group].weight;
    }
    SymmetricFit fit = symmetric_search(scales, w, GROUPS, SCALE_REACH);
    for (int group = 0; group < GROUPS; group++) {
        scale_levels[group] = symmetric_level(fit, scales[group], SCALE_REACH);
    }
    return fit.scale;
}

// Low halves two a byte, then high bits four a byte.
void put_scales(global uchar *bytes, const uchar *scale_levels) {
    for (int i = 0; i < 8; i++) {
        bytes[i] = (scale_levels[i] & 15) | (scale_levels[i + 8] & 15) << 4;
    }
    for (int i = 0; i < 4; i++) {
        int high = 0;
        for (int part = 0; part < 4; part++) {
            high |= scale_levels[i + 4 * part] >> 4 << 2 * part;
        }
        bytes[8 + i] = high;
    }
}

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    float scales[GROUPS];
    uchar scale_levels[GROUPS];
    load_scales(scales, notes + item * GROUPS);
    float scale = WEIGHTED ? searched_scales(scales, notes + item * GROUPS, scale_levels)
                           : plain_scales(scales, scale_levels);
    global uchar *block = blocks + item * BLOCK_BYTES;
    put_half(block + SCALE_AT, scale);
    scale = half_at(block + SCALE_AT);
    int first = item * SIZE;
    for (int group = 0; group < GROUPS; group++) {
        int at = first + group * GROUP;
        requantize(rows + at, scale * (scale_levels[group] - SCALE_REACH), levels + at);
    }
    pack(block, 32, levels + first, 1, 32, 8, 1, 2);
    pack_apart(block + LEVELS_AT, 32, levels + first, 32, 4, 2);
    pack_apart(block + LEVELS_AT + 32, 32, levels + first + 128, 32, 4, 2);
    put_scales(block + SCALES_AT, scale_levels);
}
