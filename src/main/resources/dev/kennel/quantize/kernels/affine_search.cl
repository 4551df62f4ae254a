// Finds, for a group of weights, levels 0 to `top`, a scale and a minimum that is not above zero, so that
// scale * level + minimum is near: tries some inverse scales, fits scale and minimum to the levels of each by weighted
// least squares, and keeps the best. Serves Q4_1, Q5_1, Q2_K, Q4_K and Q5_K.
//
// The first trial's inverse scale is (TRIAL_OFFSET + TOP) / range, each of the TRIALS after it has TRIAL_STEP more on top.
// Errors are squares of differences, or their magnitudes where ERROR_IS_MAGNITUDE is 1.

typedef struct {
    float scale;
    float minimum;
    float inverse; // takes weights, without the base, to levels
    float base;
} AffineFit;

typedef struct {
    float w;
    float x;
    float l;
    float ll;
    float xl;
} AffineSums;

int affine_level(AffineFit fit, float x) {
    return nearest_within(fit.inverse * (x - fit.base), 0, TOP);
}

float affine_error(const float *x, const float *w, AffineFit fit) {
    float sum = 0.f;
    for (int i = 0; i < GROUP; i++) {
        float difference = fit.scale * affine_level(fit, x[i]) + fit.minimum - x[i];
        sum += w[i] * (ERROR_IS_MAGNITUDE ? fabs(difference) : difference * difference);
    }
    return sum;
}

// What does not depend on levels.
AffineSums affine_totals(const float *x, const float *w) {
    AffineSums sums = {w[0], w[0] * x[0], 0.f, 0.f, 0.f};
    for (int i = 1; i < GROUP; i++) {
        sums.w += w[i];
        sums.x += w[i] * x[i];
    }
    return sums;
}

AffineSums affine_sums(const float *x, const float *w, AffineSums sums, AffineFit fit) {
    for (int i = 0; i < GROUP; i++) {
        float level = affine_level(fit, x[i]);
        float product = w[i] * level;
        sums.l += product;
        sums.ll += product * level;
        sums.xl += product * x[i];
    }
    return sums;
}

// Scale and minimum for the levels of a trial. Without a solution the scale is NaN, and no error is less.
AffineFit affine_fitted(const float *x, const float *w, AffineSums totals, float inverse, float base) {
    AffineFit fit = {NAN, 0.f, inverse, base};
    AffineSums sums = affine_sums(x, w, totals, fit);
    float determinant = sums.w * sums.ll - sums.l * sums.l;
    if (determinant > 0.f) {
        fit.scale = (sums.w * sums.xl - sums.x * sums.l) / determinant;
        fit.minimum = (sums.ll * sums.x - sums.l * sums.xl) / determinant;
        if (fit.minimum > 0.f) {
            fit.minimum = 0.f;
            fit.scale = sums.xl / sums.ll;
        }
    }
    return fit;
}

// A group of one value gets scale 0 and levels 0 by itself: its inverse scale is infinite.
AffineFit affine_search(const float *x, const float *w) {
    float least = x[0];
    float most = x[0];
    for (int i = 1; i < GROUP; i++) {
        least = x[i] < least ? x[i] : least;
        most = x[i] > most ? x[i] : most;
    }
    least = least > 0.f ? 0.f : least;
    float inverse = TOP / (most - least);
    AffineFit best = {1.f / inverse, least, inverse, least};
    float error = affine_error(x, w, best);
    AffineSums totals = affine_totals(x, w);
    for (int trial = 0; trial <= TRIALS; trial++) {
        float numerator = TRIAL_OFFSET + TRIAL_STEP * trial + TOP;
        AffineFit fit = affine_fitted(x, w, totals, numerator / (most - best.minimum), best.minimum);
        float trial_error = affine_error(x, w, fit);
        if (trial_error < error) {
            error = trial_error;
            best = fit;
        }
    }
    return best;
}
