package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.DryRun;
import dev.kennel.llama.LogLine;

/// What llama.cpp v0.5.0 says in a dry run.
///
/// @param tensors in file order; empty when it refused
/// @param fallbacks the replacements it logs
/// @param overrides the rules that took effect, as far as they asked for another type than the base's
/// @param refusal why it refused
record DryRunLog(List<Tensor> tensors, List<Replaced> fallbacks, List<Override> overrides, Optional<String> refusal) {

    private static final Pattern TENSOR = Pattern.compile(
            "\\[ *\\d+/ *\\d+] (.+?) +- \\[[-\\d, ]+], type = +(\\w+), size = +[\\d.]+ MiB( -> +[\\d.]+ MiB \\((\\w+)\\))?");
    private static final Pattern FALLBACK = Pattern.compile(
            "warning: (.+?) +- ncols +\\d+ not divisible by +\\d+ \\(required for type +(\\w+)\\) .*-> falling back to +(\\w+)");
    private static final Pattern OVERRIDE =
            Pattern.compile("\\w+: (.+?) +- applying manual override: (\\w+) -> (\\w+)");
    private static final Pattern REFUSAL = Pattern.compile("failed to quantize: (.*)");

    /// @param target the source's type when the tensor is copied
    record Tensor(String name, GgmlType source, GgmlType target) {}

    record Replaced(String tensor, GgmlType wanted, GgmlType got) {}

    record Override(String tensor, GgmlType type) {}

    DryRunLog {
        tensors = List.copyOf(tensors);
        fallbacks = List.copyOf(fallbacks);
        overrides = List.copyOf(overrides);
    }

    static DryRunLog of(DryRun run) {
        List<Tensor> tensors = new ArrayList<>();
        List<Replaced> fallbacks = new ArrayList<>();
        List<Override> overrides = new ArrayList<>();
        Optional<String> refusal = run.accepted() ? Optional.empty() : Optional.of("it gave no reason");
        for (LogLine line : run.log()) {
            Matcher tensor = TENSOR.matcher(line.text());
            Matcher fallback = FALLBACK.matcher(line.text());
            Matcher override = OVERRIDE.matcher(line.text());
            Matcher refused = REFUSAL.matcher(line.text());
            if (tensor.lookingAt() && known(tensor.group(2), tensor.group(4))) {
                tensors.add(tensor(tensor));
            } else if (fallback.find() && known(fallback.group(2), fallback.group(3))) {
                fallbacks.add(new Replaced(fallback.group(1), type(fallback.group(2)), type(fallback.group(3))));
            } else if (override.find() && known(override.group(3))) {
                overrides.add(new Override(override.group(1), type(override.group(3))));
            } else if (refused.find()) {
                refusal = Optional.of(refused.group(1).strip());
            }
        }
        return new DryRunLog(tensors, fallbacks, overrides, refusal);
    }

    private static Tensor tensor(Matcher line) {
        GgmlType source = type(line.group(2));
        return new Tensor(line.group(1), source, line.group(3) == null ? source : type(line.group(4)));
    }

    /// Tensors' names are as hostile as the file: one may make a line look like another, with types that are none.
    ///
    /// @param types names, or null
    private static boolean known(String... types) {
        return Stream.of(types)
                .allMatch(type -> type == null || GgmlType.ofName(type).isPresent());
    }

    private static GgmlType type(String name) {
        return GgmlType.ofName(name).orElseThrow();
    }
}
