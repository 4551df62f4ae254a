package dev.kennel.quantize.simd;

import java.util.Arrays;
import java.util.Optional;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// How wide the vectors of the kernels are. All widths give the same bytes.
public enum VectorWidth {
    BITS_128(128),
    BITS_256(256),
    BITS_512(512);

    private final int bits;

    VectorWidth(int bits) {
        this.bits = bits;
    }

    /// The widest that this machine computes with well; none without the Vector API or where it is emulated.
    public static Optional<VectorWidth> preferred() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.empty();
        }
        int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        return Arrays.stream(values()).filter(width -> width.bits == preferred).findFirst();
    }

    public int bits() {
        return bits;
    }

    public VectorSpecies<Float> floats() {
        return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
    }
}
