// IQ1_M: low bytes of 32 points of 2048; for each group of 16 weights a byte of its two points' high bits and shifts; four
// words of four groups' scales each, whose four highest bits are a quarter of the super-block's scale. Without a scale in
// any group, none is shifted.

#define HIGH_AT 32
#define SCALES_AT 48

// The super-block's scale, found again from all that has been rounded.
float fitted_super_scale(global const float *rows, global const float *importance, int row_length, int first,
                         global const uchar *levels, global const int *candidates, global const int *homes,
                         const int *scale_levels, float scale) {
    float xq = 0.f;
    float qq = 0.f;
    for (int group = 0; group < GROUPS; group++) {
        int from = first + group * GROUP;
        float x[GROUP];
        float w[GROUP];
        load(x, rows + from, GROUP);
        weigh_group(w, x, rows, importance, row_length, from);
        for (int octet = 0; octet < OCTETS; octet++) {
            int candidate = candidates[homes[found_point(levels + from, octet)]];
            int at = octet * OCTET;
            float base = base_of(levels[from + SHIFT_AT], octet);
            add_sums(candidate, x + at, w + at, base, scale_levels[group] * 2.f + 1.f, &xq, &qq);
        }
    }
    return qq > 0.f && scale != 0.f ? xq / qq : scale;
}

// Each word's highest bits are those of the scale as it stands in the first two bytes before.
void put_scale_words(global uchar *bytes, const int *scale_levels) {
    int half_bits = bytes[0] | bytes[1] << 8;
    for (int i = 0; i < GROUPS / 4; i++) {
        int word = half_bits >> 4 * i << 12;
        for (int part = 0; part < 4; part++) {
            word |= scale_levels[4 * i + part] << 3 * part;
        }
        bytes[2 * i] = word;
        bytes[2 * i + 1] = word >> 8;
    }
}

GRID_PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    global const Note *scales = notes + item * GROUPS;
    global uchar *block = blocks + item * BLOCK_BYTES;
    float most = largest_scale(scales);
    float scale = most / (2 * TOP_SCALE_LEVEL + 1);
    float inverse = 1.f / scale;
    int scale_levels[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
        global const uchar *found = levels + item * SIZE + group * GROUP;
        scale_levels[group] = scale_level(inverse, scales[group].scale, TOP_SCALE_LEVEL);
        int shift = most == 0.f ? 0 : found[SHIFT_AT];
        int number = found_point(found, 0);
        int other = found_point(found, 1);
        block[2 * group] = number;
        block[2 * group + 1] = other;
        block[HIGH_AT + group] = number >> 8 | other >> 8 << 4 | (shift & 2) << 2 | (shift & 1) << 7;
    }
    scale = fitted_super_scale(rows, importance, row_length, item * SIZE, levels, candidates, homes, scale_levels, scale);
    put_half(block + SCALES_AT, scale * FUDGE);
    put_scale_words(block + SCALES_AT, scale_levels);
}
