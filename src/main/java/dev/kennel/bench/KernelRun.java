package dev.kennel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import dev.kennel.gguf.GgmlType;

/// Lets JMH run [KernelBenchmark] in a process of its own, so that C2 compiles it for one type alone. JMH gives that
/// process the options that this one was started with.
///
/// @param warmUp of the vectors
/// @param turn how long an encoder is measured before it is the other's turn
/// @param rounds turns of each, an odd number
record KernelRun(TimeValue warmUp, TimeValue turn, int rounds) {

    private static final String LIBRARIES = "kennel.llama.directory";

    /// A call allocates far more before C2 has compiled any of the kernel.
    private static final double BYTES_OF_COMPILED_CALL = 3 << 20;

    MeasuredKernel measure(GgmlType type, boolean weighted) throws IOException {
        List<IterationResult> turns = run(type, weighted).getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
        List<IterationResult> vectors = everyOther(turns, 1);
        List<Double> references = values(everyOther(turns, 0), "rate");
        List<Double> rates = values(vectors, "rate");
        return new MeasuredKernel(
                type,
                weighted,
                Median.of(references),
                Median.of(rates),
                Median.ofRatios(rates, references, rate -> rate),
                compiled(values(vectors, "allocated")));
    }

    /// JMH writes what it does to a log, which is kept to itself unless it explains a failure.
    private RunResult run(GgmlType type, boolean weighted) throws IOException {
        try (var directory = new TemporaryDirectory()) {
            Path log = directory.path().resolve("jmh.log");
            try {
                return new Runner(options(type, weighted, log)).runSingle();
            } catch (RunnerException e) {
                String said = Files.exists(log) ? Files.readString(log) : "";
                throw new IllegalStateException(
                        "JMH did not measure the kernels of %s: %s%n%s"
                                .formatted(type.ggmlName(), e.getMessage(), said),
                        e);
            }
        }
    }

    private Options options(GgmlType type, boolean weighted, Path log) {
        return new OptionsBuilder()
                .include(KernelBenchmark.class.getName())
                .param("type", type.name())
                .param("weighted", String.valueOf(weighted))
                .forks(1)
                .jvmArgsAppend("-D" + LIBRARIES + "=" + System.getProperty(LIBRARIES))
                .warmupIterations(1)
                .warmupTime(warmUp)
                .measurementIterations(2 * rounds)
                .measurementTime(turn)
                .shouldFailOnError(true)
                .output(log.toString())
                .build();
    }

    /// ggml's turns from the first on, the vectors' from the second.
    private static List<IterationResult> everyOther(List<IterationResult> turns, int first) {
        return IntStream.iterate(first, i -> i < turns.size(), i -> i + 2)
                .mapToObj(turns::get)
                .toList();
    }

    private static List<Double> values(List<IterationResult> turns, String counter) {
        return turns.stream()
                .map(turn -> turn.getSecondaryResults().get(counter).getScore())
                .toList();
    }

    /// C2 was at work as long as calls went on to allocate less.
    private static boolean compiled(List<Double> allocated) {
        return allocated.getFirst() < BYTES_OF_COMPILED_CALL && allocated.getFirst() < 2 * allocated.getLast();
    }
}
