// What Q3_K and Q6_K have in common: 256 weights in groups of GROUP, each with a scale, which are quantized themselves;
// levels -REACH to REACH - 1.

#define GROUPS (SIZE / GROUP)

// Finds the levels of a group again, for its scale as it is stored; where that is 0 they stay.
void requantize(global const float *x, float scale, global uchar *levels) {
    if (scale == 0.f) {
        return;
    }
    for (int i = 0; i < GROUP; i++) {
        levels[i] = nearest_within(x[i] / scale, -REACH, REACH - 1) + REACH;
    }
}

void load_scales(float *scales, global const Note *notes) {
    for (int group = 0; group < GROUPS; group++) {
        scales[group] = notes[group].scale;
    }
}

void put_searched_levels(global uchar *levels, const float *x, SymmetricFit fit) {
    for (int i = 0; i < GROUP; i++) {
        levels[i] = symmetric_level(fit, x[i], REACH);
    }
}
