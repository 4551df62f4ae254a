// MXFP4: the exponent of 32 weights in a byte, and floats of four bits: three of magnitude, one of sign.
//
// MXFP4_POWERS holds, from LEAST_EXPONENT on, the least float of which the reference says that it has this exponent.

#define BIAS 125
#define SIGN 8

// Of the format's floats, doubled.
constant float MAGNITUDES[8] = {0.f, 1.f, 2.f, 3.f, 4.f, 6.f, 8.f, 12.f};

constant float POWERS[EXPONENTS] = {MXFP4_POWERS};

// The byte that is stored for the largest magnitude; what is too small for it wraps.
int stored_exponent(float most) {
    if (most == 0.f) {
        return 0;
    }
    int low = 0;
    int high = EXPONENTS;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (most < POWERS[middle]) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return (low + LEAST_EXPONENT + BIAS) & 0xff;
}

// Half of the unit that a stored exponent means.
float half_unit(int stored) {
    return as_float(stored < 2 ? 0x00200000 << stored : (stored - 1) << 23);
}

// Of equally near magnitudes the lower; zero has no sign.
int nearest_float(float value, float unit) {
    float magnitude = fabs(value);
    float error = magnitude;
    int index = 0;
    for (int i = 1; i < 8; i++) {
        float trial = fabs(unit * MAGNITUDES[i] - magnitude);
        if (trial < error) {
            error = trial;
            index = i;
        }
    }
    return value < 0.f && index > 0 ? index + SIGN : index;
}

PASS(encode) {
    int item = get_global_id(0);
    if (item >= count) {
        return;
    }
    int first = item * SIZE;
    int exponent = stored_exponent(largest_magnitude(rows + first, SIZE));
    float unit = half_unit(exponent);
    for (int i = 0; i < SIZE; i++) {
        levels[first + i] = nearest_float(rows[first + i], unit);
    }
    global uchar *block = blocks + item * BLOCK_BYTES;
    block[0] = exponent;
    pack_apart(block + 1, SIZE / 2, levels + first, SIZE / 2, 2, 4);
}
