package dev.kennel.quantize.run;

import java.nio.FloatBuffer;

/// The floats of a slab's rows, made when they are first asked for: devices may do without.
final class SlabFloats {

    private final FloatBuffer memory;
    private final Runnable widen;
    private boolean made;

    /// @param memory where they go
    /// @param widen puts them there
    SlabFloats(FloatBuffer memory, Runnable widen) {
        this.memory = memory;
        this.widen = widen;
    }

    /// From any thread.
    synchronized FloatBuffer get() {
        if (!made) {
            widen.run();
            made = true;
        }
        return memory;
    }
}
