// IQ3_XXS: a byte for each point of 256; then, for each group of 32, a word of four times seven signs and the scale.

#define WORDS_AT 64

// taken: groups before this one that are not of zeros.
void put_group(global uchar *bytes, int group, int taken, global const uchar *found) {
    for (int point = 0; point < POINTS; point++) {
        bytes[POINTS * group + point] = found_point(found, point);
    }
    put_sign_word(bytes + WORDS_AT + 4 * group, found + SIGNS_AT);
}

void put_scale(global uchar *bytes, int group, int level) {
    or_word(bytes + WORDS_AT + 4 * group, (uint)level << 28);
}
