// Q2_K, Q4_K and Q5_K: 256 weights in groups, each with a scale and a minimum, which are quantized themselves to levels 0
// to TOP_SCALE; the levels of weights have BITS bits.

// How far weights count that have no importance: by their magnitude, and the root of the group's mean square where
// ABOVE_MEAN is 1.
void weigh_by_magnitude(float *w, const float *x, global const float *group) {
    float base = ABOVE_MEAN ? sqrt(sum_of_squares(group, GROUP) / GROUP) : 0.f;
    for (int i = 0; i < GROUP; i++) {
        w[i] = base + fabs(x[i]);
    }
}

// Scale, minimum and levels of each group.
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
        float variance = sum_of_squares(rows + first / SIZE * SIZE, SIZE) * VARIANCES / SIZE;
        weigh(w, x, importance + first % row_length, variance, GROUP);
    } else {
        weigh_by_magnitude(w, x, rows + first);
    }
    AffineFit fit = affine_search(x, w);
    for (int i = 0; i < GROUP; i++) {
        levels[first + i] = affine_level(fit, x[i]);
    }
    notes[item].scale = fit.scale;
    notes[item].depth = -fit.minimum;
    notes[item].weight = sum_of(w, GROUP);
}

// Scales or minima as levels of their largest, bytes that wrap.
float plain_scales(const float *x, int *levels) {
    float most = 0.f;
    for (int i = 0; i < GROUPS; i++) {
        most = x[i] > most ? x[i] : most;
    }
    float inverse = most > 0.f ? TOP_SCALE / most : 0.f;
    for (int i = 0; i < GROUPS; i++) {
        levels[i] = nearest(inverse * x[i]) & 0xff;
    }
    return most / TOP_SCALE;
}

// Finds the levels of a group again, for scale and minimum as they are stored; where the scale is 0 they stay.
void requantize(global const float *x, float scale, float depth, global uchar *levels) {
    if (scale == 0.f) {
        return;
    }
    for (int i = 0; i < GROUP; i++) {
        levels[i] = nearest_within((x[i] + depth) / scale, 0, TOP);
    }
}

#if BITS == 2

#define LEVELS_AT 16
#define SCALE_AT 80

// A scale and a minimum of four bits in a byte. Leaves them as a decoder reads them.
void put_scales(global uchar *block, int *scales, int *depths) {
    for (int i = 0; i < GROUPS; i++) {
        uchar both = scales[i] | depths[i] << 4;
        block[i] = both;
        scales[i] = both & 15;
        depths[i] = both >> 4;
    }
}

void put_levels(global uchar *block, global const uchar *levels) {
    pack_apart(block + LEVELS_AT, 32, levels, 32, 4, 2);
    pack_apart(block + LEVELS_AT + 32, 32, levels + 128, 32, 4, 2);
}

#else

#define SCALE_AT 0
#define SCALES_AT 4
#define LEVELS_AT 16

// Twelve bytes for eight scales and eight minima of six bits: bytes 0 to 3 and 4 to 7 hold the first four of each, bytes
// 8 to 11 the low halves of the others, whose high bits go on top of the first eight. What is above MOST_STORED is cut;
// what does not fit runs over. Leaves scales and minima as a decoder reads them.
void put_scales(global uchar *block, int *scales, int *depths) {
    global uchar *bytes = block + SCALES_AT;
    for (int i = 0; i < 4; i++) {
        int scale = min(scales[i + 4], MOST_STORED);
        int depth = min(depths[i + 4], MOST_STORED);
        uchar first = min(scales[i], MOST_STORED) | scale >> 4 << 6;
        uchar second = min(depths[i], MOST_STORED) | depth >> 4 << 6;
        uchar low = (scale & 15) | (depth & 15) << 4;
        bytes[i] = first;
        bytes[i + 4] = second;
        bytes[i + 8] = low;
        scales[i] = first & 63;
        depths[i] = second & 63;
        scales[i + 4] = (low & 15) | first >> 6 << 4;
        depths[i + 4] = low >> 4 | second >> 6 << 4;
    }
}

// Of the levels, two a byte, Q5_K keeps the fifth bits apart.
void put_levels(global uchar *block, global const uchar *levels) {
    global uchar *bytes = block + LEVELS_AT;
    if (BITS == 5) {
        pack(bytes, GROUP, levels, 1, GROUP, GROUPS, 1, 4);
        bytes += GROUP;
    }
    for (int pair = 0; pair < GROUPS / 2; pair++) {
        pack_apart(bytes + pair * GROUP, GROUP, levels + pair * 2 * GROUP, GROUP, 2, 4);
    }
}

#endif

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    float scales[GROUPS];
    float depths[GROUPS];
    float w[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
        Note found = notes[item * GROUPS + group];
        scales[group] = found.scale;
        depths[group] = found.depth;
        w[group] = found.weight;
    }
    int scale_levels[GROUPS];
    int depth_levels[GROUPS];
    float scale = WEIGHTED ? scale_search(scales, w, scale_levels) : plain_scales(scales, scale_levels);
    float depth = WEIGHTED ? scale_search(depths, w, depth_levels) : plain_scales(depths, depth_levels);
    global uchar *block = blocks + item * BLOCK_BYTES;
    put_half(block + SCALE_AT, scale);
    put_half(block + SCALE_AT + 2, depth);
    put_scales(block, scale_levels, depth_levels);
    scale = half_at(block + SCALE_AT);
    depth = half_at(block + SCALE_AT + 2);
    int first = item * SIZE;
    for (int group = 0; group < GROUPS; group++) {
        int at = first + group * GROUP;
        requantize(rows + at, scale * scale_levels[group], depth * depth_levels[group], levels + at);
    }
    put_levels(block, levels + first);
}
