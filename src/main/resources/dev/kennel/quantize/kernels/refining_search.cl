// Finds, for a group of weights, levels `-reach` to `reach - 1` and a scale: starts from the farthest weight at `-reach`
// and moves single levels while the fit, weighted by squares, gets better. Serves Q3_K without importance weights.

#define REFINEMENTS 5

// Moves a level where that makes the fit better.
bool refine_level(float x, int reach, int *level, SymmetricSums *sums) {
    float w = x * x;
    SymmetricSums rest = {sums->xl - w * x * *level, sums->ll - w * *level * *level};
    if (!(rest.xl > 0.f)) {
        return false;
    }
    int moved = nearest_within(x * rest.ll / rest.xl, -reach, reach - 1);
    SymmetricSums after = {rest.xl + w * x * moved, rest.ll + w * moved * moved};
    if (moved == *level || !(after.ll > 0.f && after.xl * after.xl * sums->ll > sums->xl * sums->xl * after.ll)) {
        return false;
    }
    *level = moved;
    *sums = after;
    return true;
}

// levels: with `reach` added; all 0 for a group of zeros.
float refining_search(const float *x, int reach, int *levels) {
    float far = farthest(x, GROUP);
    if (fabs(far) < LEAST_MAGNITUDE) {
        for (int i = 0; i < GROUP; i++) {
            levels[i] = 0;
        }
        return 0.f;
    }
    float w[GROUP];
    weigh_by_squares(w, x, GROUP);
    float inverse = -reach / far;
    SymmetricSums sums = symmetric_sums(x, w, GROUP, reach, inverse);
    for (int i = 0; i < GROUP; i++) {
        levels[i] = nearest_within(inverse * x[i], -reach, reach - 1);
    }
    bool changed = true;
    for (int i = 0; i < REFINEMENTS && changed; i++) {
        changed = false;
        for (int element = 0; element < GROUP; element++) {
            changed |= refine_level(x[element], reach, levels + element, &sums);
        }
    }
    for (int i = 0; i < GROUP; i++) {
        levels[i] += reach;
    }
    return ratio(sums.xl, sums.ll);
}
