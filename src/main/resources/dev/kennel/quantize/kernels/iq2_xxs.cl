// IQ2_XXS: for each group of 32 four bytes for points of 256, and a word of four times seven signs and the scale.

// taken: groups before this one that are not of zeros.
void put_group(global uchar *bytes, int group, int taken, global const uchar *found) {
    for (int point = 0; point < POINTS; point++) {
        bytes[8 * group + point] = found_point(found, point);
    }
    put_sign_word(bytes + 8 * group + 4, found + SIGNS_AT);
}

void put_scale(global uchar *bytes, int group, int level) {
    or_word(bytes + 8 * group + 4, (uint)level << 28);
}
