package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.QuantizeCommand;

/// What a quant's page shows.
///
/// @param recipe the version it was made with; empty when made elsewhere
/// @param imatrixFile where its importance matrix is downloaded, if it is kept here
/// @param sameWeights other quants of the base whose tensors are the same byte for byte
/// @param incomplete whether the store lost some of its bytes
record QuantView(
        Quant quant,
        TensorMatrix matrix,
        int tensors,
        Optional<RecipeVersion> recipe,
        Optional<String> imatrixFile,
        List<ModelFile> sources,
        List<Quant> sameWeights,
        RunCommands run,
        boolean incomplete) {

    public String page() {
        return QuantRow.pageOf(quant);
    }

    public String file() {
        return QuantRow.fileOf(quant);
    }

    /// Where its bytes can be had again.
    public String remake() {
        return QuantRow.remakeOf(quant);
    }

    public String base() {
        return "/" + quant.model.repository.path();
    }

    public long percent() {
        return Math.round(100.0 * quant.artifact.bytes / quant.model.sourceBytes);
    }

    /// The command that writes the same bytes with llama.cpp's own tool.
    public Optional<String> command() {
        return recipe.map(version -> QuantizeCommand.of(
                        version.recipe(),
                        sources.getFirst().filename,
                        quant.filename,
                        Optional.ofNullable(quant.imatrixName))
                .toString());
    }

    public Jllama jllama() {
        List<GgmlType> types =
                matrix.legend().stream().map(TensorMatrix.Cell::type).toList();
        return Jllama.with(quant.model.architecture, types);
    }
}
