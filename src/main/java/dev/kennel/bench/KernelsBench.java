package dev.kennel.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.openjdk.jmh.runner.options.TimeValue;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.simd.VectorWidth;

/// The encoders on Java's Vector API against ggml's own, type by type, with and without importance weights, and against
/// what the machine can do.
final class KernelsBench {

    /// Where C2 has not compiled a kernel after one, it is measured again after the next.
    private static final List<KernelRun> RUNS =
            Stream.of(5, 15, 45).map(KernelsBench::after).toList();

    private final PrintStream out;
    private final VectorWidth width;
    private final Roofline machine;

    /// @param machine what one thread can do
    KernelsBench(PrintStream out, VectorWidth width, Roofline machine) {
        this.out = out;
        this.width = width;
        this.machine = machine;
    }

    private static KernelRun after(int seconds) {
        return new KernelRun(TimeValue.seconds(seconds), TimeValue.milliseconds(100), 9);
    }

    /// Measures types and prints a row of each with weights and one without, where that makes a difference.
    List<MeasuredKernel> run(Set<GgmlType> types) throws IOException {
        say(
                "vectors: %s; a thread does %.1f G operations/s in them and copies %.1f GB/s%n",
                width, machine.operations() / 1e9, machine.bytes() / 1e9);
        out.println("| type | weights | ggml M/s | simd M/s | ratio | operations a weight | of the peak |"
                + " bytes a weight | of the copying |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        List<MeasuredKernel> kernels = new ArrayList<>();
        for (GgmlType type : types) {
            if (!ImportanceRules.abortsWithout(type)) {
                kernels.add(measure(type, false));
            }
            if (ImportanceRules.affect(type)) {
                kernels.add(measure(type, true));
            }
        }
        kernels.forEach(this::warn);
        return kernels;
    }

    private MeasuredKernel measure(GgmlType type, boolean weighted) throws IOException {
        Iterator<KernelRun> runs = RUNS.iterator();
        MeasuredKernel kernel = runs.next().measure(type, weighted);
        while (!kernel.compiled() && runs.hasNext()) {
            kernel = runs.next().measure(type, weighted);
        }
        print(kernel);
        return kernel;
    }

    private void print(MeasuredKernel kernel) {
        double weights = kernel.vectors() * 1e6;
        int operations = EncodingOperations.perWeight(kernel.type(), kernel.weighted());
        double bytes = Float.BYTES + kernel.type().bitsPerWeight() / Byte.SIZE;
        say(
                "| %s | %s | %.1f | %.1f | %.2f | %d | %.0f %% | %.1f | %.0f %% |%n",
                kernel.type().ggmlName(),
                kernel.weighted() ? "yes" : "no",
                kernel.ggml(),
                kernel.vectors(),
                kernel.ratio(),
                operations,
                100 * operations * weights / machine.operations(),
                bytes,
                100 * bytes * weights / machine.bytes());
    }

    private void warn(MeasuredKernel kernel) {
        if (!kernel.compiled()) {
            say("warning: %s was measured while C2 still compiled it; try a quieter machine%n", kernel.name());
        }
        Optional<TypeFamily> family = TypeFamily.of(kernel.type());
        double goal = family.map(each -> each.goal(width)).orElse(0.0);
        if (kernel.ratio() < goal / 2) {
            say(
                    "warning: %s, at %.2f, is below half of %.0f, the goal of its family%n",
                    kernel.name(), kernel.ratio(), goal);
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
