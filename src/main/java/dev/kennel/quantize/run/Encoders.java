package dev.kennel.quantize.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncoderChoice;
import dev.kennel.worker.TaskFailure;

/// Which encoder makes which type: the first of the preferred ones that supports it and gives the known answers.
///
/// Encoders on devices are watched while they are used: see [WatchedEncoder].
///
/// Types are prepared and tested at the same time, by the threads that encode, while other types are encoded already.
final class Encoders {

    private static final Duration WORTH_SAYING = Duration.ofSeconds(1);

    private final List<TensorEncoder> preferred;
    private final GgmlEncoder reference;
    private final Consumer<String> log;
    private final EncodingSelfTest selfTest;
    private final Map<GgmlType, CompletableFuture<TensorEncoder>> chosen = new EnumMap<>(GgmlType.class);

    /// @param preferred fastest first
    /// @param reference what devices are compared with
    /// @param log hears what is being prepared: the tables of some types take half a minute
    Encoders(List<TensorEncoder> preferred, GgmlEncoder reference, Consumer<String> log) throws IOException {
        this.preferred = List.copyOf(preferred);
        this.reference = reference;
        this.log = log;
        this.selfTest = EncodingSelfTest.ofCurrentVersion();
    }

    /// Starts to choose the encoders of these types.
    void choose(Collection<GgmlType> types, Executor threads) {
        List<GgmlType> longestFirst = types.stream()
                .sorted(Comparator.comparingInt(Encoders::preparation).reversed())
                .toList();
        if (!longestFirst.isEmpty()) {
            log.accept("checking the encoders of "
                    + longestFirst.stream().map(GgmlType::ggmlName).collect(Collectors.joining(", ")));
        }
        longestFirst.forEach(type -> chosen.put(type, CompletableFuture.supplyAsync(() -> choose(type), threads)));
    }

    /// Longest first, so that all are ready soonest. Relative times for ggml's neighbour tables.
    private static int preparation(GgmlType type) {
        return switch (type) {
            case IQ1_S, IQ1_M -> 80;
            case IQ2_S -> 40;
            case IQ2_XS -> 20;
            case IQ2_XXS -> 10;
            case IQ3_S -> 2;
            case IQ3_XXS -> 1;
            case F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q8_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, Q8_K -> 0;
            case IQ4_NL, IQ4_XS, TQ1_0, TQ2_0, MXFP4, NVFP4, Q1_0, Q2_0, I8, I16, I32, I64, F64 -> 0;
        };
    }

    private TensorEncoder choose(GgmlType type) {
        long start = System.nanoTime();
        TensorEncoder encoder = firstThatPasses(type, 0);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (took.compareTo(WORTH_SAYING) > 0) {
            log.accept("the tables of " + type.ggmlName() + " are made and its encoder is checked, after "
                    + took.toSeconds() + " s");
        }
        return encoder;
    }

    /// @param from the place of the first that is asked
    private TensorEncoder firstThatPasses(GgmlType type, int from) {
        for (int i = from; i < preferred.size(); i++) {
            TensorEncoder candidate = preferred.get(i);
            if (candidate.supports(type) && passes(candidate, type)) {
                return inUse(candidate, type, i + 1);
            }
        }
        throw new CompletionException(new TaskFailure(refusal(type)));
    }

    private boolean passes(TensorEncoder candidate, GgmlType type) {
        return candidate instanceof DeviceEncoder device ? passes(device, type) : selfTest.passes(candidate, type);
    }

    private boolean passes(DeviceEncoder device, GgmlType type) {
        try {
            boolean passes = selfTest.passes(device, type);
            if (!passes) {
                device.setAside("its " + type.ggmlName() + " is not that of llama.cpp.", log);
            }
            return passes;
        } catch (EncoderFailure e) {
            device.setAside(e.getMessage(), log);
            return false;
        }
    }

    /// What a device is compared with is prepared here too, so that nobody waits for tables while rows are encoded.
    private TensorEncoder inUse(TensorEncoder encoder, GgmlType type, int next) {
        if (encoder instanceof DeviceEncoder device) {
            reference.prepare(type);
            return new WatchedEncoder(device, reference, () -> firstThatPasses(type, next), log);
        }
        return encoder.inUse(type);
    }

    private String refusal(GgmlType type) {
        if (preferred.stream().anyMatch(encoder -> encoder.supports(type))) {
            return selfTest.refusal(type);
        }
        return "None of the encoders that %s allows makes %s: %s. Set it to auto."
                .formatted(
                        EncoderChoice.PROPERTY,
                        type.ggmlName(),
                        preferred.stream().map(TensorEncoder::name).collect(Collectors.joining(", ")));
    }

    /// Completed when the type is ready; with a [TaskFailure] when it has no encoder that may be used.
    CompletableFuture<TensorEncoder> of(GgmlType type) {
        return chosen.get(type);
    }
}
