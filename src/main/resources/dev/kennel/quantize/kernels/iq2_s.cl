// IQ2_S: low bytes of points of 1024, all signs, the points' high bits, and scales of groups of 16 two a byte.

#define ALL_SIGNS_AT 32
#define HIGH_AT 64
#define SCALES_AT 72

// taken: groups before this one that are not of zeros.
void put_group(global uchar *bytes, int group, int taken, global const uchar *found) {
    for (int point = 0; point < POINTS; point++) {
        int at = POINTS * group + point;
        int number = found_point(found, point);
        bytes[at] = number;
        bytes[HIGH_AT + at / 4] |= number >> 8 << 2 * (at % 4);
        bytes[ALL_SIGNS_AT + at] = found[SIGNS_AT + point];
    }
}

void put_scale(global uchar *bytes, int group, int level) {
    put_half_byte(bytes + SCALES_AT, group, level);
}
