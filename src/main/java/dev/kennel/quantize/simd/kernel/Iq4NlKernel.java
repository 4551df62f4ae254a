package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;

/// IQ4_NL: one group, its scale before it.
final class Iq4NlKernel extends Iq4Kernel {

    Iq4NlKernel(boolean weighted) {
        super(GgmlType.IQ4_NL, weighted);
    }

    @Override
    void encodeTile(int first) {
        findScales(first);
        quantize(0, scales);
        putHalves(0, scales);
        putLevels(2);
    }
}
