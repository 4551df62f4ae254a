package dev.kennel.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorRule;

/// The `llama-quantize` command that writes a quant's bytes, run where the files are: their names are given without a
/// path, and the importance matrix's goes into the file.
///
/// @param words the command's, not quoted
public record QuantizeCommand(List<String> words) {

    public QuantizeCommand {
        words = List.copyOf(words);
    }

    /// @param source the first shard, if there are several
    /// @param imatrix name of the importance matrix at hand; left out when the recipe uses none
    public static QuantizeCommand of(Recipe recipe, String source, String target, Optional<String> imatrix) {
        List<String> words = new ArrayList<>(List.of("llama-quantize"));
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
        words.addAll(List.of(source, target, recipe.base().name()));
        return new QuantizeCommand(words);
    }

    /// As it is typed into a POSIX shell.
    @Override
    public String toString() {
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
