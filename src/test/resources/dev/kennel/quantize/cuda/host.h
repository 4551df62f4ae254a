// CUDA's built-ins on the host, as far as the dialect uses them, and a way to start a kernel: on the calling thread, one
// work-item after another.

#include <utility>

#define __global__
#define __constant__ static const

struct Place {
    unsigned x;
};

static thread_local Place blockIdx, blockDim, threadIdx;

#define fabsf __builtin_fabsf
#define copysignf __builtin_copysignf
#define __fsqrt_rn __builtin_sqrtf
#define __popc __builtin_popcount

static int __float_as_int(float value) {
    int bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

static float __int_as_float(int bits) {
    float value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

static int __float2int_rz(float value) {
    return (int)value;
}

static int min(int a, int b) {
    return a < b ? a : b;
}

static int max(int a, int b) {
    return a > b ? a : b;
}

template <typename... A, std::size_t... I>
static void run(void (*body)(A...), void **arguments, unsigned blocks, unsigned threads, std::index_sequence<I...>) {
    blockDim.x = threads;
    for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++) {
        for (threadIdx.x = 0; threadIdx.x < threads; threadIdx.x++) {
            body(*(A *)arguments[I]...);
        }
    }
}

template <typename... A>
static void run(void (*body)(A...), void **arguments, unsigned blocks, unsigned threads) {
    run(body, arguments, blocks, threads, std::index_sequence_for<A...>());
}

// What the driver that stands for CUDA's finds.
#define LAUNCHABLE(name)                                                                                               \
    extern "C" void launch_##name(void **arguments, unsigned blocks, unsigned threads) {                               \
        run(name, arguments, blocks, threads);                                                                         \
    }
