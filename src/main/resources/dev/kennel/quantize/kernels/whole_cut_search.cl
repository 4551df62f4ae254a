// The search of IQ1_S: a group is shifted as a whole. A shift of 1 is down.

typedef struct {
    float x[GROUP + 1]; // up to each place: weight times value
    float w[GROUP + 1];
} Sums;

// Tries all second places for a first one. What lies between the places differs in sign only.
void try_all(const Sums *sums, int first, Cut *cut) {
    float x = sums->x[first];
    float w = sums->w[first];
    for (int second = first; second <= GROUP; second++) {
        float between = (sums->x[second] - x) * DELTA;
        float between_w = (sums->w[second] - w) * DELTA * DELTA;
        float rest = sums->x[GROUP] - sums->x[second];
        float rest_w = sums->w[GROUP] - sums->w[second];
        float up = x * UP_LOW + between + rest * UP_HIGH;
        float up_w = w * UP_LOW * UP_LOW + between_w + rest_w * UP_HIGH * UP_HIGH;
        keep_better(cut, up, up_w, first, second, 0);
        float down = x * DOWN_LOW - between + rest * DOWN_HIGH;
        float down_w = w * DOWN_LOW * DOWN_LOW + between_w + rest_w * DOWN_HIGH * DOWN_HIGH;
        keep_better(cut, down, down_w, first, second, 1);
    }
}

void cut_search(const float *x, const float *w, const uchar *ranks, Cut *cut) {
    Sums sums;
    for (int i = 0; i < GROUP; i++) {
        sums.x[ranks[i] + 1] = w[i] * x[i];
        sums.w[ranks[i] + 1] = w[i];
    }
    add_up(sums.x);
    add_up(sums.w);
    for (int first = 0; first <= GROUP; first++) {
        try_all(&sums, first, cut);
    }
}

bool is_down(int shift, int octet) {
    return shift != 0;
}
