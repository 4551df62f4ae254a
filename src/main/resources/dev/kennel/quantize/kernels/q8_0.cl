// Q8_0: 32 signed bytes, the largest of which is +-127, after their scale.

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    global const float *x = rows + item * SIZE;
    global uchar *block = blocks + item * BLOCK_BYTES;
    float scale = largest_magnitude(x, SIZE) / 127.f;
    float inverse = inverse_of(scale);
    put_half(block, scale);
    for (int i = 0; i < SIZE; i++) {
        block[2 + i] = rounded_away(x[i] * inverse);
    }
}
