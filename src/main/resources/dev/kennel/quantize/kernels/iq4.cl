// IQ4_NL and IQ4_XS (SIZE is 256): groups of 32 weights, each a value of the codebook, two a byte.

// The scale of each group.
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
        float variance = sum_of_squares(rows + first / SIZE * SIZE, SIZE) * (2.f / SIZE);
        weigh(w, x, importance + first % row_length, variance, GROUP);
    } else {
        weigh_by_squares(w, x, GROUP);
    }
    notes[item].scale = codebook_search(x, w);
}

void put_group(global uchar *bytes, global const float *x, float scale, global uchar *levels) {
    float inverse = inverse_of(scale);
    for (int i = 0; i < GROUP; i++) {
        levels[i] = codebook_index(inverse * x[i]);
    }
    pack_apart(bytes, GROUP / 2, levels, GROUP / 2, 2, 4);
}

#if SIZE == GROUP

// The scale before the group.
PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * SIZE;
    float scale = notes[item].scale;
    global uchar *block = blocks + item * BLOCK_BYTES;
    put_half(block, scale);
    put_group(block + 2, rows + first, scale, levels + first);
}

#else

#define GROUPS (SIZE / GROUP)
#define REACH 32
#define HIGH_AT 2
#define LOW_AT 4
#define LEVELS_AT 8

// Low halves two a byte, high bits four a byte.
void put_scales(global uchar *block, const int *scale_levels) {
    for (int i = 0; i < GROUPS / 2; i++) {
        block[LOW_AT + i] = (scale_levels[2 * i] & 15) | (scale_levels[2 * i + 1] & 15) << 4;
    }
    for (int i = 0; i < GROUPS / 4; i++) {
        int high = 0;
        for (int part = 0; part < 4; part++) {
            high |= scale_levels[4 * i + part] >> 4 << (2 * part);
        }
        block[HIGH_AT + i] = high;
    }
}

// Scales of six bits each; the farthest becomes the lowest.
PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    float scales[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
        scales[group] = notes[item * GROUPS + group].scale;
    }
    float scale = -farthest(scales, GROUPS) / REACH;
    float inverse = inverse_of(scale);
    global uchar *block = blocks + item * BLOCK_BYTES;
    int scale_levels[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
        int level = nearest_within(inverse * scales[group], -REACH, REACH - 1);
        scale_levels[group] = level + REACH;
        int first = item * SIZE + group * GROUP;
        put_group(block + LEVELS_AT + group * GROUP / 2, rows + first, scale * level, levels + first);
    }
    put_half(block, scale);
    put_scales(block, scale_levels);
}

#endif
