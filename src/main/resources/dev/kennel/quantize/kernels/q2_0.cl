// Q2_0: 64 levels -1 to 2, stored with 1 added, four a byte; the largest magnitude is 1.

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * SIZE;
    global const float *x = rows + first;
    float scale = largest_magnitude(x, SIZE);
    float inverse = inverse_of(scale);
    for (int i = 0; i < SIZE; i++) {
        levels[first + i] = clamp(rounded_away(x[i] * inverse) + 1, 0, 3);
    }
    global uchar *block = blocks + item * BLOCK_BYTES;
    put_half(block, scale);
    pack_following(block + 2, SIZE / 4, levels + first, 4, 2);
}
