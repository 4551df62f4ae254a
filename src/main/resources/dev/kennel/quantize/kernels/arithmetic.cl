// Arithmetic that gives the bits of ggml's x86-64 build on every device, and what all kernels share.
//
// Every program begins with this file, and has in SIZE and BLOCK_BYTES the weights and bytes of a block. A kernel is a
// pass over rows: one work-item for each row, group or block, `count` of them; those beyond do nothing.

#pragma OPENCL FP_CONTRACT OFF

// What a pass finds out for one that comes later, of a row or a group.
typedef struct {
    float scale;
    float depth; // the minimum's negative
    float weight; // of the group among the others
    float variance; // of the row
} Note;

// rows: whole rows of weights, `row_length` each. importance: one value a column; not read by passes without.
// notes: as many as there are items in the pass that writes them. levels: a byte a weight. blocks: the result.
#define PASS_ARGUMENTS                                                                                                 \
    global const float *rows, global const float *importance, const int row_length, const int count,                   \
        global Note *notes, global uchar *levels, global uchar *blocks
#define PASS(name) kernel void name(PASS_ARGUMENTS)

// 1.5 * 2^23: adding it leaves the nearest whole number, ties to even, in the low bits of the significand.
#define ROUNDER 12582912.f
#define SIGNIFICAND 0x7fffff
#define ROUNDED_ZERO 0x400000

// Below it, weights count as zeros.
#define LEAST_MAGNITUDE 1e-15f

// The nearest whole number of 23 bits, ties to even; what is out of range wraps, and what is no number gives 0.
int nearest(float value) {
    float rounded = value + ROUNDER;
    return isnan(rounded) ? 0 : (as_int(rounded) & SIGNIFICAND) - ROUNDED_ZERO;
}

int nearest_within(float value, int least, int most) {
    return clamp(nearest(value), least, most);
}

// Towards zero; the least int for what no int holds, as x86 does.
int truncated(float value) {
    return fabs(value) < 0x1p31f ? convert_int_rtz(value) : INT_MIN;
}

// Half away from zero: adding the number before 1/2 and truncating rounds every float right.
int rounded_away(float value) {
    return truncated(value + copysign(0x1.fffffep-2f, value));
}

// The low byte of a whole number, with its sign.
int signed_byte(int value) {
    return (char)(uchar)value;
}

// 1 / value, and 0 for zeros.
float inverse_of(float value) {
    return value == 0.f ? 0.f : 1.f / value;
}

// a / b where b is above zero, else 0.
float ratio(float a, float b) {
    return b > 0.f ? a / b : 0.f;
}

float largest_magnitude(global const float *x, int count) {
    float most = 0.f;
    for (int i = 0; i < count; i++) {
        float magnitude = fabs(x[i]);
        most = magnitude > most ? magnitude : most;
    }
    return most;
}

// The number that is farthest from zero, with its sign; the first of several.
float farthest(const float *x, int count) {
    float most = 0.f;
    float found = 0.f;
    for (int i = 0; i < count; i++) {
        float magnitude = fabs(x[i]);
        if (magnitude > most) {
            most = magnitude;
            found = x[i];
        }
    }
    return found;
}

// Added up one after another.
float sum_of(const float *x, int count) {
    float sum = 0.f;
    for (int i = 0; i < count; i++) {
        sum += x[i];
    }
    return sum;
}

float sum_of_squares(global const float *x, int count) {
    float sum = 0.f;
    for (int i = 0; i < count; i++) {
        sum += x[i] * x[i];
    }
    return sum;
}

void load(float *to, global const float *from, int count) {
    for (int i = 0; i < count; i++) {
        to[i] = from[i];
    }
}

// How much each weight counts: importance * sqrt(variance + x^2).
void weigh(float *w, const float *x, global const float *importance, float variance, int count) {
    for (int i = 0; i < count; i++) {
        w[i] = importance[i] * sqrt(variance + x[i] * x[i]);
    }
}

void weigh_by_squares(float *w, const float *x, int count) {
    for (int i = 0; i < count; i++) {
        w[i] = x[i] * x[i];
    }
}

// Writes the nearest half-precision float; of a NaN only the sign is kept. Blocks that have halves are of even length.
void put_half(global uchar *bytes, float value) {
    if (isnan(value)) {
        bytes[0] = 0;
        bytes[1] = signbit(value) ? 0xfe : 0x7e;
    } else {
        vstore_half_rte(value, 0, (global half *)bytes);
    }
}

// What a decoder will read.
float half_at(global const uchar *bytes) {
    return vload_half(0, (global const half *)bytes);
}

// Turns levels into bytes: byte i holds `parts` fields of `bits` bits, lowest first, field p of which is level
// `i * step + p * stride` without its `drop` low bits.
void pack(global uchar *bytes, int count, global const uchar *levels, int step, int stride, int parts, int bits,
          int drop) {
    int mask = (1 << bits) - 1;
    for (int i = 0; i < count; i++) {
        int byte = 0;
        for (int part = 0; part < parts; part++) {
            byte |= (levels[i * step + part * stride] >> drop & mask) << part * bits;
        }
        bytes[i] = byte;
    }
}

// Fields from levels that lie `stride` apart.
void pack_apart(global uchar *bytes, int count, global const uchar *levels, int stride, int parts, int bits) {
    pack(bytes, count, levels, 1, stride, parts, bits, 0);
}

// Fields from levels that follow one another.
void pack_following(global uchar *bytes, int count, global const uchar *levels, int parts, int bits) {
    pack(bytes, count, levels, parts, 1, parts, bits, 0);
}

// 32 levels of four or five bits: fifth bits in four bytes of their own, then levels i and i + 16 in byte i.
void pack_32(global uchar *bytes, global const uchar *levels, int bits) {
    if (bits == 5) {
        pack(bytes, 4, levels, 8, 1, 8, 1, 4);
        bytes += 4;
    }
    pack_apart(bytes, 16, levels, 16, 2, 4);
}
