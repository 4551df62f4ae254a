// IQ2_XS: nine bits for each point of 512 and seven for its signs; scales of groups of 16 two a byte.

#define SCALES_AT 64

// taken: groups before this one that are not of zeros.
void put_group(global uchar *bytes, int group, int taken, global const uchar *found) {
    for (int point = 0; point < POINTS; point++) {
        int number = found_point(found, point);
        global uchar *word = bytes + 2 * (POINTS * group + point);
        word[0] = number;
        word[1] = number >> 8 | found[SIGNS_AT + point] << 1;
    }
}

void put_scale(global uchar *bytes, int group, int level) {
    put_half_byte(bytes + SCALES_AT, group, level);
}
