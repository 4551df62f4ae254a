// Q1_0: the mean magnitude of 128 weights, and a bit for each that is not below zero.

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * SIZE;
    global const float *x = rows + first;
    float sum = 0.f;
    for (int i = 0; i < SIZE; i++) {
        sum += fabs(x[i]);
        levels[first + i] = x[i] >= 0.f;
    }
    global uchar *block = blocks + item * BLOCK_BYTES;
    put_half(block, sum / SIZE);
    pack_following(block + 2, SIZE / 8, levels + first, 8, 1);
}
