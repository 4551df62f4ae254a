// Makes floats of weights of two bytes: halves where HALVES is 1, else the high halves of floats. Every value is exact.

kernel void widen(global const ushort *narrow, global float *rows, const int count) {
    int item = get_global_id(0);
    if (item < count) {
        rows[item] = HALVES ? vload_half(item, (global const half *)narrow) : as_float((uint)narrow[item] << 16);
    }
}
