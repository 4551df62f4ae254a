package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.kennel.gguf.TensorInfo;
import dev.kennel.llama.HeaderWriter;
import dev.kennel.llama.KvOverride;
import dev.kennel.llama.Llama;
import dev.kennel.llama.QuantizeOptions;
import dev.kennel.llama.QuantizeOptions.Importance;
import dev.kennel.llama.Quantizer;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.quantize.RecipePlan.Fallback;
import dev.kennel.quantize.RecipePlan.Obstacle;
import dev.kennel.quantize.TensorPlan;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.TaskFailure;

/// Plans recipes over one source. Types come from llama.cpp's own dry run; what is added here is what a dry run leaves
/// out.
final class RecipePlanner {

    private final Source source;
    private final Path file;
    private final Quantizer quantizer;
    private final HeaderSizes headerSizes;
    private final FallbacklessRows fallbacklessRows;

    /// @param file the source, under the name that llama.cpp wants
    RecipePlanner(Llama llama, Source source, Path file) {
        this.source = source;
        this.file = file;
        this.quantizer = llama.quantizer();
        this.headerSizes = new HeaderSizes(llama.headerWriter(), source);
        this.fallbacklessRows = new FallbacklessRows(quantizer, source);
    }

    /// @param imatrix the one that the recipe uses
    ///
    /// @throws TaskFailure when llama.cpp's log does not say what becomes of a tensor
    RecipePlan plan(Recipe recipe, Optional<ImatrixSlices> imatrix) throws IOException, TaskFailure {
        var rules = new Obstacles(source, recipe, imatrix);
        List<Obstacle> unencodable = rules.unencodableTypes();
        if (!unencodable.isEmpty()) {
            return refused(recipe, imatrix, unencodable);
        }
        var options = QuantizeOptions.of(
                recipe,
                HeaderKeys.corrections(source),
                imatrix.map(matrix -> new Importance(List.of(), matrix.keys())));
        DryRunLog log = DryRunLog.of(quantizer.dryRun(file, options));
        if (log.refusal().isPresent()) {
            return refused(
                    recipe, imatrix, reasons(recipe, options, log.refusal().get()));
        }
        refuseUnreadable(log);
        List<TensorPlan> tensors = tensors(log, imatrix);
        List<Fallback> fallbacks = new Fallbacks(source, recipe, log).list(tensors);
        return planned(recipe, imatrix, tensors, fallbacks, rules.list(tensors, fallbacks));
    }

    private List<Obstacle> reasons(Recipe recipe, QuantizeOptions options, String refusal) {
        List<Obstacle> tensors = fallbacklessRows.of(file, recipe, options);
        return tensors.isEmpty() ? List.of(Obstacles.ofWhole("llama.cpp refuses it: " + refusal)) : tensors;
    }

    private List<TensorPlan> tensors(DryRunLog log, Optional<ImatrixSlices> imatrix) throws IOException {
        List<TensorPlan> plans = new ArrayList<>();
        for (DryRunLog.Tensor logged : log.tensors()) {
            TensorInfo tensor = source.tensor(logged.name());
            Optional<String> slice =
                    logged.source() == logged.target() ? Optional.empty() : slice(logged, tensor, imatrix);
            plans.add(new TensorPlan(tensor.name(), tensor.shape(), tensor.type(), logged.target(), slice));
        }
        return plans;
    }

    /// Names come from the file, and a line tells them apart by what follows: one that holds the like is misread.
    private void refuseUnreadable(DryRunLog log) throws TaskFailure {
        Set<String> missing = source.tensorNames();
        for (DryRunLog.Tensor logged : log.tensors()) {
            if (!missing.remove(logged.name())) {
                throw unreadable(logged.name(), "llama.cpp's log names it, and it is not in the source or named twice");
            }
        }
        if (!missing.isEmpty()) {
            throw unreadable(missing.iterator().next(), "llama.cpp's log does not say what becomes of it");
        }
        for (DryRunLog.Replaced replaced : log.fallbacks()) {
            if (!source.has(replaced.tensor())) {
                throw unreadable(replaced.tensor(), "llama.cpp's log names it, and it is not in the source");
            }
        }
    }

    private static TaskFailure unreadable(String tensor, String why) {
        return new TaskFailure("The tensor '" + tensor + "' cannot be planned: " + why
                + ". Rename the tensors whose names are not plain words, then import the model again.");
    }

    private Optional<String> slice(DryRunLog.Tensor logged, TensorInfo tensor, Optional<ImatrixSlices> imatrix)
            throws IOException {
        boolean fits = imatrix.flatMap(matrix -> matrix.size(tensor.name()))
                .filter(size -> size == source.importanceWeights(tensor.name()))
                .isPresent();
        return fits && ImportanceRules.affect(logged.target())
                ? Optional.of(imatrix.get().digest(tensor.name()))
                : Optional.empty();
    }

    private RecipePlan planned(
            Recipe recipe,
            Optional<ImatrixSlices> imatrix,
            List<TensorPlan> tensors,
            List<Fallback> fallbacks,
            List<Obstacle> obstacles) {
        List<KvOverride> keys = HeaderKeys.of(source, imatrix);
        long headerBytes = headerSizes.of(keys, tensors);
        long weights = tensors.stream()
                .mapToLong(tensor -> source.tensor(tensor.name()).elements())
                .sum();
        int fileType = source.fileType(
                recipe.base(), tensors.stream().map(TensorPlan::name).toList());
        return new RecipePlan(
                recipe.name(),
                imatrix.isPresent(),
                tensors,
                headerBytes,
                headerBytes
                        + tensors.stream()
                                .mapToLong(tensor -> padded(tensor.bytes()))
                                .sum(),
                8.0 * tensors.stream().mapToLong(TensorPlan::bytes).sum() / weights,
                fallbacks,
                obstacles,
                new Warnings(source, recipe, imatrix).list(tensors),
                PlanDigest.ofFile(fileType, keys, tensors),
                PlanDigest.ofWeights(tensors));
    }

    private static long padded(long bytes) {
        return Math.ceilDiv(bytes, HeaderWriter.ALIGNMENT) * HeaderWriter.ALIGNMENT;
    }

    private static RecipePlan refused(Recipe recipe, Optional<ImatrixSlices> imatrix, List<Obstacle> obstacles) {
        return new RecipePlan(
                recipe.name(), imatrix.isPresent(), List.of(), 0, 0, 0, List.of(), obstacles, List.of(), "", "");
    }
}
