package dev.kennel.quantize.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.llama.QuantizeOptions;
import dev.kennel.llama.Quantizer;
import dev.kennel.quantize.RecipePlan.Obstacle;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorRule;

/// Finds every tensor whose rows a type without fallback cannot encode. llama.cpp stops at the first one; here it plans
/// again with stand-ins that divide any row, so that its own matching of patterns says which tensors are meant.
final class FallbacklessRows {

    /// Types of larger blocks than 32 for which `tensor_type_fallback` has no answer.
    private static final Set<GgmlType> FALLBACKLESS = EnumSet.of(GgmlType.Q1_0, GgmlType.NVFP4);

    /// What the rules of each type stand for meanwhile; the base's stand-ins have no rules of their own in llama.cpp.
    private static final GgmlType ANY_OTHER_TYPE = GgmlType.F32;

    private final Quantizer quantizer;
    private final Source source;

    FallbacklessRows(Quantizer quantizer, Source source) {
        this.quantizer = quantizer;
        this.source = source;
    }

    List<Obstacle> of(Path file, Recipe recipe, QuantizeOptions options) {
        Map<String, GgmlType> wanted = new LinkedHashMap<>();
        for (GgmlType type : FALLBACKLESS) {
            if (recipe.rules().stream().anyMatch(rule -> rule.type() == type)) {
                matched(file, options, type).forEach(tensor -> wanted.put(tensor, type));
            }
        }
        if (FALLBACKLESS.contains(BaseTypes.of(recipe.base()))) {
            leftToBase(file, options).forEach(tensor -> wanted.put(tensor, BaseTypes.of(recipe.base())));
        }
        List<Obstacle> obstacles = new ArrayList<>();
        wanted.forEach((name, type) -> {
            TensorInfo tensor = source.tensor(name);
            if (!type.divides(tensor.rowLength())) {
                obstacles.add(Obstacles.fallbackless(tensor, type));
            }
        });
        return obstacles;
    }

    /// Tensors that a rule with this type finds first.
    private List<String> matched(Path file, QuantizeOptions options, GgmlType type) {
        List<TensorRule> rules = options.rules().stream()
                .map(rule -> new TensorRule(rule.pattern(), rule.type() == type ? GgmlType.F16 : ANY_OTHER_TYPE))
                .toList();
        return probe(file, options, FileType.Q4_1, rules).overrides().stream()
                .filter(override -> override.type() == GgmlType.F16)
                .map(DryRunLog.Override::tensor)
                .toList();
    }

    /// Tensors that no rule finds and that get the base's type: Q4_1 follows the same path as Q1_0 in llama.cpp.
    private List<String> leftToBase(Path file, QuantizeOptions options) {
        List<TensorRule> rules = options.rules().stream()
                .map(rule -> new TensorRule(rule.pattern(), ANY_OTHER_TYPE))
                .toList();
        return probe(file, options, FileType.Q4_1, rules).tensors().stream()
                .filter(tensor -> tensor.target() == GgmlType.Q4_1 && tensor.source() != GgmlType.Q4_1)
                .map(DryRunLog.Tensor::name)
                .toList();
    }

    private DryRunLog probe(Path file, QuantizeOptions options, FileType base, List<TensorRule> rules) {
        var probe = new QuantizeOptions(
                base,
                rules,
                options.outputType(),
                options.embeddingType(),
                options.pure(),
                options.keys(),
                options.imatrix());
        return DryRunLog.of(quantizer.dryRun(file, probe));
    }
}
