// IQ2 and IQ3: the super-block's scale, then what the type's own file makes of groups and their scales.

#define TOP_SCALE_LEVEL 15

GRID_PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    global const Note *scales = notes + item * GROUPS;
    float most = largest_scale(scales);
    float scale = most / (2 * TOP_SCALE_LEVEL + 1);
    global uchar *block = blocks + item * BLOCK_BYTES;
    put_half(block, scale * FUDGE);
    global uchar *bytes = block + 2;
    for (int i = 0; i < BLOCK_BYTES - 2; i++) {
        bytes[i] = 0;
    }
    int taken = 0;
    for (int group = 0; group < GROUPS; group++) {
        global const uchar *found = levels + item * SIZE + group * GROUP;
        if (found[PRESENT_AT] && (most != 0.f || STAYS_WITHOUT_SCALE)) {
            put_group(bytes, group, taken++, found);
        }
    }
    float inverse = 1.f / scale;
    for (int group = 0; most != 0.f && group < GROUPS; group++) {
        put_scale(bytes, group, scale_level(inverse, scales[group].scale, TOP_SCALE_LEVEL));
    }
}
