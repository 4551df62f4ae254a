// Quantizes the scales of a super-block's groups to levels 0 to TOP_SCALE of one common scale: tries inverse scales near
// the one that takes the largest to the top level, then moves single levels while that helps. Serves Q2_K, Q4_K and Q5_K
// with importance weights, and finds where IQ2_XXS begins. SCALES says how many there are.
//
// Levels are bytes without sign: those of negative scales wrap.

#define REFINEMENTS 5

// most: what levels are cut to. mask: the bits that are kept of them.
float scale_error(const float *x, const float *w, float inverse, int most, int mask) {
    float scale = 1.f / inverse;
    float sum = 0.f;
    for (int i = 0; i < SCALES; i++) {
        float difference = x[i] - scale * (min(nearest(inverse * x[i]), most) & mask);
        sum += w[i] * difference * difference;
    }
    return sum;
}

// The inverse scale with the least error. Levels of the first trial are bytes, which nothing cuts.
float best_inverse(const float *x, const float *w, float most) {
    float best = TOP_SCALE / most;
    float error = scale_error(x, w, best, INT_MAX, 0xff);
    for (int step = -4; step <= 4; step++) {
        if (step == 0) {
            continue;
        }
        float inverse = (0.1f * step + TOP_SCALE) / most;
        float trial_error = scale_error(x, w, inverse, TOP_SCALE, -1);
        if (trial_error < error) {
            error = trial_error;
            best = inverse;
        }
    }
    return best;
}

typedef struct {
    float xl;
    float ll;
} ScaleSums;

ScaleSums first_levels(const float *x, const float *w, float inverse, int *levels) {
    ScaleSums sums = {0.f, 0.f};
    for (int i = 0; i < SCALES; i++) {
        int level = min(nearest(inverse * x[i]), TOP_SCALE);
        sums.xl += w[i] * x[i] * level;
        sums.ll += w[i] * level * level;
        levels[i] = level & 0xff;
    }
    return sums;
}

// Moves a level where that makes the fit better.
bool refine_level(float x, float w, int *level, ScaleSums *sums) {
    ScaleSums rest = {sums->xl - w * x * *level, sums->ll - w * *level * *level};
    if (!(rest.xl > 0.f && rest.ll > 0.f)) {
        return false;
    }
    int moved = min(nearest(x * rest.ll / rest.xl), TOP_SCALE);
    ScaleSums after = {rest.xl + w * x * moved, rest.ll + w * moved * moved};
    if (moved == *level || !(after.xl * after.xl * sums->ll > sums->xl * sums->xl * after.ll)) {
        return false;
    }
    *level = moved & 0xff;
    *sums = after;
    return true;
}

// x: the scales. w: the groups' weights.
float scale_search(const float *x, const float *w, int *levels) {
    float most = 0.f;
    for (int i = 0; i < SCALES; i++) {
        most = most > x[i] ? most : x[i];
    }
    if (most < LEAST_MAGNITUDE) {
        for (int i = 0; i < SCALES; i++) {
            levels[i] = 0;
        }
        return 0.f;
    }
    ScaleSums sums = first_levels(x, w, best_inverse(x, w, most), levels);
    bool changed = true;
    for (int i = 0; i < REFINEMENTS && changed; i++) {
        changed = false;
        for (int group = 0; group < SCALES; group++) {
            changed |= refine_level(x[group], w[group], levels + group, &sums);
        }
    }
    return ratio(sums.xl, sums.ll);
}
