// What IQ1_S and IQ1_M have in common: groups of weights with a scale of three bits and levels -1 to 1, which are shifted
// a little; eight together are a point of a grid.

#define SHIFT_AT REST_AT
#define TOP_SCALE_LEVEL 7

// What is added to a level.
float base_of(int shift, int octet) {
    return is_down(shift, octet) ? DOWN_LOW : UP_LOW;
}

// Adds what a point says to the sums. factor: by which its values are multiplied.
void add_sums(int candidate, const float *x, const float *w, float base, float factor, float *xq, float *qq) {
    for (int i = 0; i < OCTET; i++) {
        float value = candidate_value(candidate, i, base) * factor;
        float product = w[i] * value;
        *xq += product * x[i];
        *qq += product * value;
    }
}

// Levels of eight weights, two bits each, the first lowest; of a scale below zero they are turned.
int combination_of(const Cut *cut, const uchar *ranks) {
    int combination = 0;
    for (int i = 0; i < OCTET; i++) {
        int level = (ranks[i] >= cut->first) + (ranks[i] >= cut->second);
        combination |= (cut->scale < 0.f ? 2 - level : level) << 2 * i;
    }
    return combination;
}

// The group's scale once more, if a point is another than its levels.
float fitted_scale(global const int *candidates, const int *places, const float *x, const float *w, int shift,
                   float scale) {
    bool moved = false;
    float xq = 0.f;
    float qq = 0.f;
    for (int octet = 0; octet < OCTETS; octet++) {
        int candidate = candidates[places[octet]];
        int at = octet * OCTET;
        moved = moved || candidate < 0;
        add_sums(candidate, x + at, w + at, base_of(shift, octet), 1.f, &xq, &qq);
    }
    return moved && xq > 0.f && qq > 0.f ? xq / qq : scale;
}

// The scale of each group, not below zero, its points and its shift. A group of zeros has point 0.
GRID_PASS(search) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * GROUP;
    float x[GROUP];
    float w[GROUP];
    uchar ranks[GROUP];
    load(x, rows + first, GROUP);
    weigh_group(w, x, rows, importance, row_length, first);
    Cut cut = {0.f, -FLT_MAX, -1, -1, 0};
    if (!(fabs(farthest(x, GROUP)) < LEAST)) {
        rank(x, ranks);
        cut_search(x, w, ranks, &cut);
    }
    bool present = cut.first >= 0;
    int shift = cut.scale < 0.f ? SHIFTS - 1 - cut.shift : cut.shift;
    float scale = fabs(cut.scale);
    int places[POINTS];
    for (int octet = 0; octet < OCTETS; octet++) {
        int at = octet * OCTET;
        places[octet] = present ? nearest_candidate(candidates, lists[combination_of(&cut, ranks + at)], x + at, w + at,
                                                    scale, base_of(shift, octet))
                                : homes[0];
        put_found_point(levels + first, octet, points[places[octet]]);
    }
    levels[first + SHIFT_AT] = shift;
    notes[item].scale = fitted_scale(candidates, places, x, w, shift, scale);
}
