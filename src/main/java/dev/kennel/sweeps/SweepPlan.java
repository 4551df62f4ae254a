package dev.kennel.sweeps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.kennel.catalog.ModelTensor;
import dev.kennel.catalog.RecipeVersion;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.quantize.TensorPlan;
import dev.kennel.quantize.UnitKey;

/// The plans of several recipes over one model, seen together: the units they share and the quants that coincide.
///
/// @param quants in the order of the recipes
/// @param units every unit that any of them needs, once
/// @param leftOut names of the ladder's recipes that are meant for other architectures
record SweepPlan(List<PlannedQuant> quants, Map<UnitKey, PlannedUnit> units, List<String> leftOut) {

    /// @param units of its tensors, in file order; empty when there are obstacles
    /// @param sameFile an earlier quant of this plan whose file is the same, byte for byte
    /// @param sameWeights an earlier quant whose tensors are the same, the header's label apart
    record PlannedQuant(
            RecipeVersion recipe,
            RecipePlan plan,
            List<UnitKey> units,
            Optional<String> sameFile,
            Optional<String> sameWeights) {

        boolean possible() {
            return plan.obstacles().isEmpty();
        }
    }

    /// @param tensorOrdinal of the source tensor
    /// @param copied whether the source's bytes are taken as they are
    record PlannedUnit(
            UnitKey key,
            int tensorOrdinal,
            GgmlType type,
            boolean copied,
            boolean weighted,
            long elements,
            long bytes) {}

    static SweepPlan of(
            List<ModelTensor> tensors, List<RecipeVersion> recipes, List<RecipePlan> plans, List<String> leftOut) {
        Map<String, ModelTensor> byName = new LinkedHashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name, tensor));
        var quants = new ArrayList<PlannedQuant>();
        Map<UnitKey, PlannedUnit> units = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, String> weights = new LinkedHashMap<>();
        for (int i = 0; i < recipes.size(); i++) {
            RecipePlan plan = plans.get(i);
            boolean possible = plan.obstacles().isEmpty();
            List<PlannedUnit> own = possible ? units(plan, byName) : List.of();
            own.forEach(unit -> units.put(unit.key(), unit));
            quants.add(new PlannedQuant(
                    recipes.get(i),
                    plan,
                    own.stream().map(PlannedUnit::key).toList(),
                    possible ? earlier(files, plan.planDigest(), plan.recipe()) : Optional.empty(),
                    possible ? earlier(weights, plan.weightsDigest(), plan.recipe()) : Optional.empty()));
        }
        return new SweepPlan(List.copyOf(quants), units, leftOut);
    }

    /// Bytes that the units take which are not among `stored`, and the headers, which hold the tokenizer.
    long newBytes(Set<String> stored) {
        long unitBytes = units.values().stream()
                .filter(unit -> !stored.contains(unit.key().hex()))
                .mapToLong(PlannedUnit::bytes)
                .sum();
        long headerBytes = quants.stream()
                .filter(quant -> quant.possible() && quant.sameFile().isEmpty())
                .mapToLong(quant -> quant.plan().headerBytes())
                .sum();
        return unitBytes + headerBytes;
    }

    private static List<PlannedUnit> units(RecipePlan plan, Map<String, ModelTensor> byName) {
        return plan.tensors().stream()
                .map(tensor -> unit(tensor, byName.get(tensor.name())))
                .toList();
    }

    private static PlannedUnit unit(TensorPlan plan, ModelTensor source) {
        return new PlannedUnit(
                UnitKey.of(source.sha256, plan),
                source.key.ordinal(),
                plan.targetType(),
                plan.copied(),
                plan.imatrixSlice().isPresent(),
                source.elements(),
                plan.bytes());
    }

    private static Optional<String> earlier(Map<String, String> seen, String digest, String recipe) {
        return Optional.ofNullable(seen.putIfAbsent(digest, recipe));
    }
}
