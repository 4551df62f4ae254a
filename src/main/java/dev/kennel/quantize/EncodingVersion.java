package dev.kennel.quantize;

/// Which arithmetic the bytes of an encoded tensor come from. A unit's key contains it; an encoder may be used only if
/// it gives the known answers of this version.
public final class EncodingVersion {

    /// The encoders of llama.cpp v0.5.0 in strict IEEE arithmetic, as built for plain x86-64.
    public static final String CURRENT = "llama.cpp-v0.5.0";

    private EncodingVersion() {}
}
