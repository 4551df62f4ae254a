package dev.kennel.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.kennel.gguf.GgufHeader;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorRule;

/// The `llama-quantize` command that writes a quant's bytes, run where the files are: their names are given without a
/// path, and the importance matrix's goes into the file.
///
/// @param words the command's, not quoted
public record QuantizeCommand(List<String> words) {

    /// What the command reads.
    ///
    /// @param filename of the first shard, if there are several
    /// @param alignment of its tensors, in bytes. Left to itself llama-quantize copies any into the header of its
    ///     file, which it aligns to 32; nothing loads that
    public record Source(String filename, int alignment) {}

    public QuantizeCommand {
        words = List.copyOf(words);
    }

    /// @param imatrix name of the importance matrix at hand; left out when the recipe uses none
    public static QuantizeCommand of(Recipe recipe, Source source, String target, Optional<String> imatrix) {
        List<String> words = new ArrayList<>(List.of("llama-quantize"));
        if (source.alignment() != GgufHeader.DEFAULT_ALIGNMENT) {
            words.addAll(List.of("--override-kv", "general.alignment=int:" + GgufHeader.DEFAULT_ALIGNMENT));
        }
        if (recipe.pure()) {
            words.add("--pure");
        }
        imatrix.filter(name -> recipe.imatrix() != Recipe.Imatrix.NONE)
                .ifPresent(name -> words.addAll(List.of("--imatrix", name)));
        for (TensorRule rule : recipe.rules()) {
            words.addAll(
                    List.of("--tensor-type", rule.pattern() + "=" + rule.type().ggmlName()));
        }
        recipe.outputType().ifPresent(type -> words.addAll(List.of("--output-tensor-type", type.ggmlName())));
        recipe.embeddingType().ifPresent(type -> words.addAll(List.of("--token-embedding-type", type.ggmlName())));
        words.addAll(List.of(source.filename(), target, recipe.base().name()));
        return new QuantizeCommand(words);
    }

    /// As it is typed into a POSIX shell.
    @Override
    public String toString() {
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
