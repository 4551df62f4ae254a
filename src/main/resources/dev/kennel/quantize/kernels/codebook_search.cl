// The sixteen values of IQ4_NL and IQ4_XS, and the search for the scale by which a group of GROUP weights is near to them.
//
// Which value is nearest to a number is a step function of the fifteen numbers of IQ4_THRESHOLDS.

#define TRIALS 7

constant float VALUES[16] = {IQ4_VALUES};
constant float THRESHOLDS[15] = {IQ4_THRESHOLDS};

// The nearest value's place; a NaN goes to the last.
int codebook_index(float number) {
    int index = 0;
    for (int i = 0; i < 15; i++) {
        index += !(number < THRESHOLDS[i]);
    }
    return index;
}

typedef struct {
    float xq;
    float qq;
} CodebookSums;

CodebookSums codebook_sums(const float *x, const float *w, float inverse) {
    CodebookSums sums = {0.f, 0.f};
    for (int i = 0; i < GROUP; i++) {
        float near = VALUES[codebook_index(inverse * x[i])];
        float product = w[i] * near;
        sums.xq += product * x[i];
        sums.qq += product * near;
    }
    return sums;
}

// Tries inverse scales around the one that takes the farthest weight to the least value; the first takes another way to
// what the middle one is nearly. 0 for a group of zeros.
float codebook_search(const float *x, const float *w) {
    float far = farthest(x, GROUP);
    if (fabs(far) < LEAST_MAGNITUDE) {
        return 0.f;
    }
    CodebookSums sums = codebook_sums(x, w, 1.f / (-far / VALUES[0]));
    float scale = ratio(sums.xq, sums.qq);
    float quality = scale * sums.xq;
    for (int trial = -TRIALS; trial <= TRIALS; trial++) {
        sums = codebook_sums(x, w, (trial + VALUES[0]) / far);
        if (sums.qq > 0.f && sums.xq * sums.xq > quality * sums.qq) {
            scale = sums.xq / sums.qq;
            quality = scale * sums.xq;
        }
    }
    return scale;
}
