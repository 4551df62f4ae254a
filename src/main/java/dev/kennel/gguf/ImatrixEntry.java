package dev.kennel.gguf;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import static dev.kennel.gguf.HeaderInput.quoted;

/// Where an importance matrix keeps its numbers for a tensor of the model.
///
/// @param sums of squared activations, expert after expert
/// @param counts of activations, one for each expert
record ImatrixEntry(String tensor, TensorInfo sums, TensorInfo counts) {

    static final String SUMS = ".in_sum2";
    static final String COUNTS = ".counts";

    /// Arrays in Java end there: half a gigabyte of numbers for one tensor, where 100 MB is much.
    private static final long MOST_NUMBERS = 1L << 27;

    long length() {
        return sums.elements();
    }

    static Map<String, ImatrixEntry> of(Path file, GgufHeader header) throws GgufFormatException {
        Map<String, TensorInfo> tensors = header.tensorsByName();
        Map<String, ImatrixEntry> entries = new TreeMap<>();
        for (String name : tensors.keySet()) {
            if (name.endsWith(SUMS) || name.endsWith(COUNTS)) {
                String tensor = name.substring(0, name.lastIndexOf('.'));
                entries.put(tensor, of(file, tensor, tensors));
            }
        }
        if (entries.isEmpty()) {
            throw new GgufFormatException(
                    file, "tensors", "there are no '*.in_sum2': this importance matrix is empty; make it again");
        }
        return entries;
    }

    private static ImatrixEntry of(Path file, String tensor, Map<String, TensorInfo> tensors)
            throws GgufFormatException {
        TensorInfo sums = tensors.get(tensor + SUMS);
        TensorInfo counts = tensors.get(tensor + COUNTS);
        if (sums == null || counts == null) {
            throw failure(file, tensor, "it has only one of '.in_sum2' and '.counts'");
        }
        if (sums.type() != GgmlType.F32 || counts.type() != GgmlType.F32) {
            throw failure(
                    file,
                    tensor,
                    "sums are %s and counts %s, both must be f32"
                            .formatted(sums.type().ggmlName(), counts.type().ggmlName()));
        }
        if (sums.elements() > MOST_NUMBERS || sums.elements() % counts.elements() != 0) {
            throw failure(
                    file,
                    tensor,
                    "%d sums for %d counts: there must be as many for each count, and %d at most"
                            .formatted(sums.elements(), counts.elements(), MOST_NUMBERS));
        }
        return new ImatrixEntry(tensor, sums, counts);
    }

    private static GgufFormatException failure(Path file, String tensor, String problem) {
        return new GgufFormatException(
                file, "entry " + quoted(tensor), problem + "; make the importance matrix again with llama-imatrix");
    }
}
