// IQ1: finds, for a group of weights, levels 0 to 2 and a scale: sorts the weights, tries every way to cut them into three
// at two places, and keeps the best fit. The levels stand for -1, 0 and 1, shifted up or down by an eighth; which of the
// SHIFTS shifts is used is found too.

#define OCTET 8
#define OCTETS (GROUP / OCTET)
#define DELTA 0.125f
#define UP_LOW (-1.f + DELTA)
#define UP_HIGH (1.f + DELTA)
#define DOWN_LOW (-1.f - DELTA)
#define DOWN_HIGH (1.f - DELTA)

typedef struct {
    float scale;
    float quality;
    int first; // place of a cut; below zero when nothing fits
    int second;
    int shift;
} Cut;

void keep_better(Cut *cut, float xq, float qq, int first, int second, int shift) {
    if (qq > 0.f && xq * xq > cut->quality * qq) {
        cut->scale = xq / qq;
        cut->quality = cut->scale * xq;
        cut->first = first;
        cut->second = second;
        cut->shift = shift;
    }
}

// Where each weight lies among the sorted ones: how many others are below, or equal and earlier. Zeros of either sign are
// equal.
void rank(const float *x, uchar *ranks) {
    for (int i = 0; i < GROUP; i++) {
        int below = 0;
        for (int j = 0; j < GROUP; j++) {
            below += j < i ? x[j] <= x[i] : x[j] < x[i];
        }
        ranks[i] = below;
    }
}

// Makes of sorted numbers, the first at 1, their sums up to each place.
void add_up(float *sums) {
    float sum = 0.f;
    sums[0] = sum;
    for (int place = 1; place <= GROUP; place++) {
        sum += sums[place];
        sums[place] = sum;
    }
}
