// Stands for NVIDIA's driver, on the host: memory is the process's own, a module's image is the path of a library, and
// streams run at once. As the real one it wants a context to be current in each thread, and knows only what it gave.
//
// GPU 0 works; GPU 1 has no memory; GPU 2 is too old.

#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <set>
#include <mutex>

enum { SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, INVALID_IMAGE = 200, INVALID_CONTEXT = 201, NOT_FOUND = 500 };

typedef void (*Launch)(void **, unsigned, unsigned);
typedef unsigned long long Address;

static const size_t MEMORY[] = {1 << 30, 0, 1 << 30};
static const int MAJOR[] = {9, 9, 1};
static const int DEVICES = 3;

static thread_local long current;
static std::mutex lock;
static std::set<void *> given;

static void give(void *thing) {
    std::lock_guard<std::mutex> guard(lock);
    given.insert(thing);
}

static bool known(void *thing) {
    std::lock_guard<std::mutex> guard(lock);
    return given.count(thing) == 1;
}

static bool take(void *thing) {
    std::lock_guard<std::mutex> guard(lock);
    return given.erase(thing) == 1;
}

#define IN_CONTEXT                                                                                                     \
    if (current == 0) {                                                                                                \
        return INVALID_CONTEXT;                                                                                        \
    }

extern "C" {

int cuInit(unsigned) { return SUCCESS; }

int cuDriverGetVersion(int *version) { *version = 12040; return SUCCESS; }

int cuGetErrorString(int code, const char **text) {
    *text = code == OUT_OF_MEMORY ? "out of memory" : code == INVALID_CONTEXT ? "invalid device context" : "a mistake";
    return SUCCESS;
}

int cuDeviceGetCount(int *count) { *count = DEVICES; return SUCCESS; }

int cuDeviceGet(int *device, int place) { *device = place; return SUCCESS; }

int cuDeviceGetName(char *name, int length, int) { strncpy(name, "Host GPU", length); return SUCCESS; }

int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = MEMORY[device]; return SUCCESS; }

int cuDeviceGetAttribute(int *value, int attribute, int device) {
    *value = attribute == 75 ? MAJOR[device] : attribute == 76 ? 0 : -1;
    return SUCCESS;
}

int cuDevicePrimaryCtxRetain(void **context, int device) { *context = (void *)(long)(device + 1); return SUCCESS; }

int cuDevicePrimaryCtxRelease_v2(int) { return SUCCESS; }

int cuCtxSetCurrent(void *context) { current = (long)context; return SUCCESS; }

// All things that were given and not taken back count as a byte that is not free.
int cuMemGetInfo_v2(size_t *free, size_t *total) {
    IN_CONTEXT
    std::lock_guard<std::mutex> guard(lock);
    *total = MEMORY[current - 1];
    *free = *total - given.size();
    return SUCCESS;
}

int cuMemAlloc_v2(Address *address, size_t bytes) {
    IN_CONTEXT
    void *memory = bytes == 0 || bytes > MEMORY[current - 1] ? nullptr : malloc(bytes);
    if (memory == nullptr) {
        return OUT_OF_MEMORY;
    }
    memset(memory, 0xa5, bytes);
    give(memory);
    *address = (Address)memory;
    return SUCCESS;
}

int cuMemFree_v2(Address address) {
    IN_CONTEXT
    if (!take((void *)address)) {
        return INVALID_VALUE;
    }
    free((void *)address);
    return SUCCESS;
}

int cuMemcpyHtoD_v2(Address to, const void *from, size_t bytes) {
    IN_CONTEXT
    if (!known((void *)to)) {
        return INVALID_VALUE;
    }
    memcpy((void *)to, from, bytes);
    return SUCCESS;
}

int cuMemcpyHtoDAsync_v2(Address to, const void *from, size_t bytes, void *stream) {
    return known(stream) ? cuMemcpyHtoD_v2(to, from, bytes) : INVALID_VALUE;
}

int cuMemcpyDtoHAsync_v2(void *to, Address from, size_t bytes, void *stream) {
    IN_CONTEXT
    if (!known(stream) || !known((void *)from)) {
        return INVALID_VALUE;
    }
    memcpy(to, (void *)from, bytes);
    return SUCCESS;
}

int cuStreamCreate(void **stream, unsigned) {
    IN_CONTEXT
    *stream = malloc(1);
    give(*stream);
    return SUCCESS;
}

int cuStreamSynchronize(void *stream) {
    IN_CONTEXT
    return known(stream) ? SUCCESS : INVALID_VALUE;
}

int cuStreamDestroy_v2(void *stream) {
    IN_CONTEXT
    if (!take(stream)) {
        return INVALID_VALUE;
    }
    free(stream);
    return SUCCESS;
}

int cuModuleLoadData(void **module, const void *image) {
    IN_CONTEXT
    *module = dlopen((const char *)image, RTLD_NOW | RTLD_LOCAL);
    if (*module == nullptr) {
        return INVALID_IMAGE;
    }
    give(*module);
    return SUCCESS;
}

int cuModuleGetFunction(void **function, void *module, const char *name) {
    IN_CONTEXT
    char symbol[64] = "launch_";
    *function = dlsym(module, strncat(symbol, name, 32));
    return *function == nullptr ? NOT_FOUND : SUCCESS;
}

int cuModuleUnload(void *module) {
    IN_CONTEXT
    if (!take(module)) {
        return INVALID_VALUE;
    }
    dlclose(module);
    return SUCCESS;
}

int cuLaunchKernel(void *function, unsigned blocks, unsigned, unsigned, unsigned threads, unsigned, unsigned, unsigned,
                   void *stream, void **arguments, void **) {
    IN_CONTEXT
    if (!known(stream) || blocks == 0) {
        return INVALID_VALUE;
    }
    ((Launch)function)(arguments, blocks, threads);
    return SUCCESS;
}
}
