// TQ1_0 and TQ2_0: 256 levels -1 to 1, stored with 1 added, before their scale, the largest magnitude. TQ2_0 stores four
// a byte; TQ1_0 (DIGITS is 1) five, as a fraction of 256 whose digits to base 3 they are.

// What no int holds counts as zero.
void find_levels(global const float *x, float scale, global uchar *levels) {
    float inverse = inverse_of(scale);
    for (int i = 0; i < SIZE; i++) {
        int whole = rounded_away(x[i] * inverse);
        levels[i] = whole == INT_MIN ? 1 : whole + 1;
    }
}

// Digits that lie as far apart as there are bytes; where there are four, a last one is 0.
void put_digits(global uchar *bytes, int count, global const uchar *levels, int digits) {
    for (int i = 0; i < count; i++) {
        int number = 0;
        for (int digit = 0; digit < digits; digit++) {
            number = number * 3 + levels[i + digit * count];
        }
        number *= digits == 4 ? 3 : 1;
        bytes[i] = (number * 256 + 242) / 243;
    }
}

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * SIZE;
    float scale = largest_magnitude(rows + first, SIZE);
    find_levels(rows + first, scale, levels + first);
    global uchar *block = blocks + item * BLOCK_BYTES;
    if (DIGITS) {
        put_digits(block, 32, levels + first, 5);
        put_digits(block + 32, 16, levels + first + 160, 5);
        put_digits(block + 48, 4, levels + first + 240, 4);
    } else {
        pack_apart(block, SIZE / 8, levels + first, 32, 4, 2);
        pack_apart(block + SIZE / 8, SIZE / 8, levels + first + SIZE / 2, 32, 4, 2);
    }
    put_half(block + BLOCK_BYTES - 2, scale);
}
