// What the kernels use of OpenCL C, in CUDA C++: types, constants and functions, with the same bits.
//
// NVRTC comes without headers. Functions that are not kernels are the device's: it is told so by an option.

typedef unsigned char uchar;
typedef unsigned short ushort;
typedef unsigned int uint;
typedef ushort half; // its bits
#define char signed char

#define NAN __int_as_float(0x7fc00000)
#define FLT_MAX 0x1.fffffep127f
#define INT_MAX 0x7fffffff
#define INT_MIN (-INT_MAX - 1)

// Along the only dimension that there is.
#define get_global_id(dimension) ((int)(blockIdx.x * blockDim.x + threadIdx.x))

#define as_int __float_as_int
#define as_float __int_as_float
#define convert_int_rtz __float2int_rz
#define fabs fabsf
#define copysign copysignf
#define sqrt __fsqrt_rn
#define popcount __popc
#define isnan(value) ((value) != (value))
#define signbit(value) (__float_as_int(value) < 0)

int clamp(int value, int least, int most) {
    return min(max(value, least), most);
}

#define HALF_INFINITY 0x7c00
#define LEAST_NORMAL_HALF 0x1p-14f
#define ROUNDED_TO_HALF_INFINITY 65520.f

// A half's bits, as a float that is smaller by 2^112, times that: exact, those of halves without a leading one too.
float vload_half(int index, const half *bytes) {
    int bits = bytes[index];
    int magnitude = (bits & 0x7fff) << 13;
    float value = (bits & HALF_INFINITY) == HALF_INFINITY ? __int_as_float(magnitude | 0x7f800000)
                                                          : __int_as_float(magnitude) * 0x1p112f;
    return bits & 0x8000 ? -value : value;
}

// The nearest half, ties to even. Where halves have no leading one, adding 1/2 leaves their unit the last bit of the sum;
// else the bits to be dropped are rounded up by adding just below their half, or that where the bit to stay last is set.
void vstore_half_rte(float value, int index, half *bytes) {
    float magnitude = fabsf(value);
    int bits = __float_as_int(magnitude);
    int rounded = magnitude < LEAST_NORMAL_HALF ? __float_as_int(magnitude + 0.5f) - __float_as_int(0.5f)
                                                : ((bits + 0xfff + (bits >> 13 & 1)) >> 13) - (112 << 10);
    int result = magnitude < ROUNDED_TO_HALF_INFINITY ? rounded : HALF_INFINITY;
    bytes[index] = (half)(result | (signbit(value) ? 0x8000 : 0));
}
