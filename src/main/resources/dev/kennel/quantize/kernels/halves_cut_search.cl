// The search of IQ1_M: a group is sorted and cut as a whole, but each half is shifted for itself. The shift's number has a
// bit for each half, the first one's above; a bit that is set is a shift down.

#define UP_BELOW (UP_LOW * UP_LOW - DELTA * DELTA)
#define UP_ABOVE (DELTA * DELTA - UP_HIGH * UP_HIGH)
#define DOWN_BELOW (DOWN_LOW * DOWN_LOW - DELTA * DELTA)
#define DOWN_ABOVE (DELTA * DELTA - DOWN_HIGH * DOWN_HIGH)

// What one half adds to a trial.
typedef struct {
    float x[GROUP + 1]; // up to each place: weight times value
    float w[GROUP + 1];
} Half;

typedef struct {
    float xq;
    float qq;
} Trial;

Trial shifted_up(const Half *one, int first, int second) {
    Trial trial;
    trial.xq = one->x[GROUP] * UP_HIGH - (one->x[first] + one->x[second]);
    trial.qq = one->w[GROUP] * UP_HIGH * UP_HIGH + one->w[first] * UP_BELOW + one->w[second] * UP_ABOVE;
    return trial;
}

Trial shifted_down(const Half *one, int first, int second) {
    Trial trial;
    trial.xq = one->x[GROUP] * DOWN_HIGH - (one->x[first] + one->x[second]);
    trial.qq = one->w[GROUP] * DOWN_HIGH * DOWN_HIGH + one->w[first] * DOWN_BELOW + one->w[second] * DOWN_ABOVE;
    return trial;
}

void try_shifts(const Half *halves, int first, int second, Cut *cut) {
    Trial up = shifted_up(halves, first, second);
    Trial down = shifted_down(halves, first, second);
    Trial other_up = shifted_up(halves + 1, first, second);
    Trial other_down = shifted_down(halves + 1, first, second);
    keep_better(cut, up.xq + other_up.xq, up.qq + other_up.qq, first, second, 0);
    keep_better(cut, up.xq + other_down.xq, up.qq + other_down.qq, first, second, 1);
    keep_better(cut, down.xq + other_up.xq, down.qq + other_up.qq, first, second, 2);
    keep_better(cut, down.xq + other_down.xq, down.qq + other_down.qq, first, second, 3);
}

// A weight adds nothing to the half that it is not in.
void cut_search(const float *x, const float *w, const uchar *ranks, Cut *cut) {
    Half halves[2];
    for (int i = 0; i < GROUP; i++) {
        int place = ranks[i] + 1;
        int in = i / (GROUP / 2);
        halves[in].x[place] = w[i] * x[i];
        halves[in].w[place] = w[i];
        halves[1 - in].x[place] = 0.f;
        halves[1 - in].w[place] = 0.f;
    }
    for (int i = 0; i < 2; i++) {
        add_up(halves[i].x);
        add_up(halves[i].w);
    }
    for (int first = 0; first <= GROUP; first++) {
        for (int second = first; second <= GROUP; second++) {
            try_shifts(halves, first, second, cut);
        }
    }
}

bool is_down(int shift, int octet) {
    return octet == 0 ? shift >> 1 : shift & 1;
}
