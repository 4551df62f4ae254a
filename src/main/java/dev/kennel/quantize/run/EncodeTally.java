package dev.kennel.quantize.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.kennel.device.LlamaBuild;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeReport.EncoderUse;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.StageTimes;
import dev.kennel.quantize.UnitStaged;

/// Adds up what a sweep did.
final class EncodeTally {

    private final Map<GgmlType, EncoderUse> uses = new TreeMap<>();
    private int tensors;
    private int units;
    private long sourceBytes;
    private long encodedBytes;

    void add(TensorWork tensor, List<UnitStaged> staged) {
        tensors++;
        sourceBytes += tensor.bytes();
        long weights = tensor.shape().stream().reduce(1L, Math::multiplyExact);
        for (UnitStaged unit : staged) {
            units++;
            encodedBytes += unit.bytes();
            if (!unit.encoder().equals(UnitStaged.COPY)) {
                uses.merge(
                        unit.type(),
                        new EncoderUse(unit.type(), unit.encoder(), 1, weights, unit.nanos()),
                        EncodeTally::sum);
            }
        }
    }

    private static EncoderUse sum(EncoderUse a, EncoderUse b) {
        return new EncoderUse(
                a.type(),
                both(a.encoder(), b.encoder()),
                a.units() + b.units(),
                a.weights() + b.weights(),
                a.nanos() + b.nanos());
    }

    /// A device that was set aside on the way leaves two names.
    private static String both(String a, String b) {
        return EncodersUsed.together(Stream.of(a, b).map(EncodersUsed::namesIn).flatMap(List::stream));
    }

    EncodeReport report(StageTimes stages, LlamaBuild llama) {
        return new EncodeReport(tensors, units, sourceBytes, encodedBytes, List.copyOf(uses.values()), stages, llama);
    }
}
