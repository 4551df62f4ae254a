// Finds, for a group of weights, levels `-reach` to `reach - 1` and a scale, so that scale * level is near: tries inverse
// scales around the one that takes the farthest weight to `-reach`. Serves Q4_0, Q5_0, Q3_K and Q6_K.

typedef struct {
    float scale; // 0 for a group of zeros
    float inverse; // takes weights to levels
    bool zero;
} SymmetricFit;

typedef struct {
    float xl;
    float ll;
} SymmetricSums;

SymmetricSums symmetric_sums(const float *x, const float *w, int count, int reach, float inverse) {
    SymmetricSums sums = {0.f, 0.f};
    for (int i = 0; i < count; i++) {
        float level = nearest_within(inverse * x[i], -reach, reach - 1);
        sums.xl += w[i] * x[i] * level;
        sums.ll += w[i] * level * level;
    }
    return sums;
}

// w: the weights' weights.
SymmetricFit symmetric_search(const float *x, const float *w, int count, int reach) {
    float far = farthest(x, count);
    SymmetricFit fit = {0.f, -reach / far, fabs(far) < LEAST_MAGNITUDE};
    if (fit.zero) {
        return fit;
    }
    SymmetricSums sums = symmetric_sums(x, w, count, reach, fit.inverse);
    fit.scale = sums.ll == 0.f ? 0.f : sums.xl / sums.ll;
    float quality = fit.scale * sums.xl;
    for (int step = -9; step <= 9; step++) {
        if (step == 0) {
            continue;
        }
        float inverse = -(reach + 0.1f * step) / far;
        sums = symmetric_sums(x, w, count, reach, inverse);
        if (sums.ll > 0.f && sums.xl * sums.xl > quality * sums.ll) {
            fit.inverse = inverse;
            fit.scale = sums.xl / sums.ll;
            quality = fit.scale * sums.xl;
        }
    }
    return fit;
}

// A weight's level, with `reach` added; 0 in a group of zeros.
int symmetric_level(SymmetricFit fit, float x, int reach) {
    return fit.zero ? 0 : nearest_within(fit.inverse * x, -reach, reach - 1) + reach;
}
