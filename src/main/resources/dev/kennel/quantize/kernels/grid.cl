// Points of a grid, to which the magnitudes of a few weights are moved together: to the nearest levels where these are a
// point, else to the candidate with the least weighted error.
//
// DIMENSIONS is how many weights are moved together, LEVEL_BITS the bits of a level within a combination of levels,
// NUMBER_BITS those of a number, `2 * level + 1`, within a candidate.

// lists: for each combination where its candidates start, with how many there are beside the first above COUNT_SHIFT
// bits. candidates: their numbers, lowest first; below zero for those that are not the combination itself. points: the
// point of each candidate. homes: for each point where it is a candidate for itself.
#define GRID_PASS(name)                                                                                                \
    kernel void name(PASS_ARGUMENTS, global const int *lists, global const int *candidates, global const int *points,  \
                     global const int *homes)

#define COUNT_SHIFT 20
#define LIST_START ((1 << COUNT_SHIFT) - 1)
#define POINTS (GROUP / DIMENSIONS)
#define GROUPS (SIZE / GROUP)

// How much the weights of a group count.
void weigh_group(float *w, const float *x, global const float *rows, global const float *importance, int row_length,
                 int first) {
    if (WEIGHTED || ABOVE_VARIANCE) {
        float variance = sum_of_squares(rows + first / SIZE * SIZE, SIZE) * VARIANCES / SIZE;
        if (WEIGHTED) {
            weigh(w, x, importance + first % row_length, variance, GROUP);
        } else {
            for (int i = 0; i < GROUP; i++) {
                w[i] = variance * 0.25f + x[i] * x[i];
            }
        }
    } else {
        weigh_by_squares(w, x, GROUP);
    }
}

// What a candidate stands for at one of its weights: a number, or a level to which `base` is added.
float candidate_value(int candidate, int i, float base) {
#if SHIFTED
    return (candidate >> (i * NUMBER_BITS + 1) & 3) + base;
#else
    return candidate >> i * NUMBER_BITS & ((1 << NUMBER_BITS) - 1);
#endif
}

// Where the candidate with the least error is; the first of several. w: weights of squared differences.
int nearest_candidate(global const int *candidates, int list, const float *x, const float *w, float scale, float base) {
    int place = list & LIST_START;
    int more = (uint)list >> COUNT_SHIFT;
    int found = place;
    float least = FLT_MAX;
    for (int last = place + more; more > 0 && place <= last; place++) {
        int candidate = candidates[place];
        float error = 0.f;
        for (int i = 0; i < DIMENSIONS; i++) {
            float difference = scale * candidate_value(candidate, i, base) - x[i];
            error += w[i] * difference * difference;
        }
        if (error < least) {
            least = error;
            found = place;
        }
    }
    return found;
}

// What a pass over groups leaves to the next, in place of levels: points of two bytes, then a byte for each of the rest.
#define REST_AT (2 * POINTS)

void put_found_point(global uchar *found, int place, int point) {
    found[2 * place] = point;
    found[2 * place + 1] = point >> 8;
}

int found_point(global const uchar *found, int place) {
    return found[2 * place] | found[2 * place + 1] << 8;
}

float largest_scale(global const Note *notes) {
    float most = 0.f;
    for (int group = 0; group < GROUPS; group++) {
        most = most > notes[group].scale ? most : notes[group].scale;
    }
    return most;
}

// The level of a group's scale: half the number that is one below it.
int scale_level(float inverse, float scale, int top) {
    return nearest_within((inverse * scale - 1.f) * 0.5f, 0, top);
}
