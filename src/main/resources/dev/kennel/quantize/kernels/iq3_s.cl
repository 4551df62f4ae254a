// IQ3_S: the low byte of each point of 512, their ninth bits, all signs, and scales of groups of 32 two a byte. Points and
// signs of a group of zeros take no room, so that those of later groups move up; their ninth bits do not.

#define HIGH_AT 64
#define ALL_SIGNS_AT 72
#define SCALES_AT 104

// taken: groups before this one that are not of zeros.
void put_group(global uchar *bytes, int group, int taken, global const uchar *found) {
    for (int point = 0; point < POINTS; point++) {
        int number = found_point(found, point);
        bytes[POINTS * taken + point] = number;
        bytes[HIGH_AT + group] |= number >> 8 << point;
    }
    for (int octet = 0; octet < OCTETS; octet++) {
        bytes[ALL_SIGNS_AT + OCTETS * taken + octet] = found[SIGNS_AT + octet];
    }
}

void put_scale(global uchar *bytes, int group, int level) {
    put_half_byte(bytes + SCALES_AT, group, level);
}
