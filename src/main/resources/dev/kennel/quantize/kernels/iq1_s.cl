// IQ1_S: the scale, low bytes of 32 points of 2048, and for each group of 32 weights two bytes: high bits of its points,
// three each, its scale and which way it is shifted. Without a scale in any group, none is shifted.

#define LOW_AT 2
#define WORDS_AT 34

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
    put_half(block, scale * FUDGE);
    for (int group = 0; group < GROUPS; group++) {
        global const uchar *found = levels + item * SIZE + group * GROUP;
        int word = scale_level(inverse, scales[group].scale, TOP_SCALE_LEVEL) << 12;
        word |= (most == 0.f ? 0 : found[SHIFT_AT]) << 15;
        for (int point = 0; point < POINTS; point++) {
            int number = found_point(found, point);
            block[LOW_AT + group * POINTS + point] = number;
            word |= number >> 8 << 3 * point;
        }
        block[WORDS_AT + 2 * group] = word;
        block[WORDS_AT + 2 * group + 1] = word >> 8;
    }
}
