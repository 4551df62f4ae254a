package dev.kennel.provenance;

import dev.kennel.quantize.EncodersUsed;

/// Which encoders made the tensors of a quant.
///
/// @param own of those that its job encoded
/// @param earlier of those that were in the store before: they were encoded earlier
record QuantEncoders(EncodersUsed own, EncodersUsed earlier) {

    /// "opencl (q4_0), simd (q6_K); earlier, units from the store by ggml".
    String inWords() {
        if (earlier.isEmpty()) {
            return own.isEmpty() ? "none: its tensors are copies" : own.inWords();
        }
        return own.isEmpty()
                ? earlier.inWords() + ", earlier: its units were in the store"
                : own.inWords() + "; earlier, units from the store by " + earlier.inWords();
    }
}
