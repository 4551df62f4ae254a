// IQ2 and IQ3: finds, for the magnitudes of a group of weights, points of a grid and a scale: tries scales, moves the
// magnitudes to points with each, and keeps the best fit; then looks points up again with the scale found.
//
// REFINED says which: those that were not on the grid, all where one was not, or all.

#define OFF_GRID 0
#define ALL_OF_OFF_GRID 1
#define ALL 2

#define OCTET 8
#define OCTETS (GROUP / OCTET)
#define TOP (2 * TOP_LEVEL + 1)
#define SIGNS_AT REST_AT
#define PRESENT_AT (REST_AT + OCTETS)

typedef struct {
    float scale; // below zero when all signs are wrong
    float quality;
    int places[POINTS]; // among the candidates
    bool off[POINTS];   // the grid
} GridFit;

typedef struct {
    float xq;
    float qq;
} GridSums;

// Parts a group into magnitudes and signs, a byte for eight weights. With EVEN_SIGNS an octet keeps seven of its signs
// and has an even number of minuses: where it is odd, the weight that matters least gets the other sign, and a magnitude
// below zero.
void split(float *x, const float *w, global uchar *signs) {
    for (int octet = 0; octet < OCTETS; octet++) {
        float *value = x + octet * OCTET;
        const float *weight = w + octet * OCTET;
        int bits = 0;
        int least = 0;
        float smallest = weight[0] * value[0] * value[0];
        for (int i = 0; i < OCTET; i++) {
            float product = weight[i] * value[i] * value[i];
            if (product < smallest) {
                smallest = product;
                least = i;
            }
            if (value[i] < 0.f) {
                value[i] = -value[i];
                bits |= 1 << i;
            }
        }
        if (EVEN_SIGNS && popcount(bits) % 2 == 1) {
            value[least] = -value[least];
            bits ^= 1 << least;
        }
        signs[octet] = EVEN_SIGNS ? bits & 127 : bits;
    }
}

int combination_of(const float *x, float inverse) {
    int combination = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
        combination |= nearest_within((inverse * x[i] - 1.f) * 0.5f, 0, TOP_LEVEL) << i * LEVEL_BITS;
    }
    return combination;
}

// roots: of the weights' weights. inverse: by which levels are found. scale: by which candidates are compared.
void look_up(global const int *lists, global const int *candidates, const float *x, const float *roots, float inverse,
             float scale, int *places) {
    for (int point = 0; point < POINTS; point++) {
        int at = point * DIMENSIONS;
        int list = lists[combination_of(x + at, inverse)];
        places[point] = nearest_candidate(candidates, list, x + at, roots + at, scale, 0.f);
    }
}

GridSums grid_sums(global const int *candidates, const float *x, const float *w, const int *places) {
    GridSums sums = {0.f, 0.f};
    for (int point = 0; point < POINTS; point++) {
        int candidate = candidates[places[point]];
        for (int i = 0; i < DIMENSIONS; i++) {
            int at = point * DIMENSIONS + i;
            float number = candidate_value(candidate, i, 0.f);
            sums.xq += w[at] * x[at] * number;
            sums.qq += w[at] * number * number;
        }
    }
    return sums;
}

bool any_off(const GridFit *fit) {
    bool any = false;
    for (int point = 0; point < POINTS; point++) {
        any = any || fit->off[point];
    }
    return any;
}

// most: what the trials' inverse scales are fractions of.
void try_scales(global const int *lists, global const int *candidates, const float *x, const float *w,
                const float *roots, float most, GridFit *fit) {
    int places[POINTS];
    for (int step = -TRIAL_REACH; step <= TRIAL_REACH; step++) {
        float inverse = (TOP + step * TRIAL_STEP) / most;
        look_up(lists, candidates, x, roots, inverse, 1.f / inverse, places);
        GridSums sums = grid_sums(candidates, x, w, places);
        if (sums.qq > 0.f && sums.xq * sums.xq > fit->quality * sums.qq) {
            fit->scale = sums.xq / sums.qq;
            fit->quality = fit->scale * sums.xq;
            for (int point = 0; point < POINTS; point++) {
                fit->places[point] = places[point];
                fit->off[point] = candidates[places[point]] < 0;
            }
        }
    }
}

void refine(global const int *lists, global const int *candidates, const float *x, const float *w, const float *roots,
            GridFit *fit) {
    if (!(fit->scale > 0.f) || (REFINED != ALL && !any_off(fit))) {
        return;
    }
    int places[POINTS];
    look_up(lists, candidates, x, roots, 1.f / fit->scale, fit->scale, places);
    for (int point = 0; point < POINTS; point++) {
        if (REFINED != OFF_GRID || fit->off[point]) {
            fit->places[point] = places[point];
        }
    }
    GridSums sums = grid_sums(candidates, x, w, fit->places);
    if (sums.qq > 0.f) {
        fit->scale = sums.xq / sums.qq;
    }
}

float largest(const float *x) {
    float most = x[0];
    for (int i = 1; i < GROUP; i++) {
        most = most > x[i] ? most : x[i];
    }
    return most;
}

// Whether the group is not one of zeros.
bool grid_search(global const int *lists, global const int *candidates, const float *x, const float *w, GridFit *fit) {
    float most = largest(x);
    if (most < LEAST || most == 0.f) {
        return false;
    }
    fit->scale = most / TOP;
    fit->quality = 0.f;
    for (int point = 0; point < POINTS; point++) {
        fit->places[point] = lists[0] & LIST_START;
        fit->off[point] = REFINED != OFF_GRID;
    }
#if FITTED
    int levels[GROUP];
    fit->scale = scale_search(x, w, levels);
    most = fit->scale * (TOP_LEVEL + 1);
    if (most <= 0.f) {
        return false;
    }
#endif
    float roots[GROUP];
    for (int i = 0; i < GROUP; i++) {
        roots[i] = sqrt(w[i]);
    }
    try_scales(lists, candidates, x, w, roots, most, fit);
    refine(lists, candidates, x, w, roots, fit);
    return true;
}

// The scale of each group, not below zero, its points and signs.
GRID_PASS(search) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * GROUP;
    float x[GROUP];
    float w[GROUP];
    load(x, rows + first, GROUP);
    weigh_group(w, x, rows, importance, row_length, first);
    global uchar *found = levels + first;
    split(x, w, found + SIGNS_AT);
    GridFit fit;
    bool present = grid_search(lists, candidates, x, w, &fit);
    found[PRESENT_AT] = present;
    notes[item].scale = present ? fabs(fit.scale) : 0.f;
    for (int point = 0; present && point < POINTS; point++) {
        put_found_point(found, point, points[fit.places[point]]);
    }
    for (int octet = 0; present && fit.scale < 0.f && octet < OCTETS; octet++) {
        found[SIGNS_AT + octet] ^= EVEN_SIGNS ? 127 : 255;
    }
}

// Four bytes, lowest first, in which bits are set.
void or_word(global uchar *bytes, uint bits) {
    for (int i = 0; i < 4; i++) {
        bytes[i] |= bits >> 8 * i;
    }
}

// The word of four times seven signs; the scale goes above them.
void put_sign_word(global uchar *bytes, global const uchar *signs) {
    for (int octet = 0; octet < 4; octet++) {
        or_word(bytes, signs[octet] << 7 * octet);
    }
}

void put_half_byte(global uchar *bytes, int index, int level) {
    bytes[index / 2] |= level << 4 * (index % 2);
}
