package dev.kennel.recipe;

import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.yaml.Definition;

/// How to derive a quant from a source: the options of `llama-quantize`, named.
///
/// @param name the last part of the file's name, `Q4_K_M` say; letters, digits, `_`, `-`, `.`
/// @param base the file type that llama.cpp's own rules start from
/// @param rules tensor rules, first match wins
/// @param outputType `--output-tensor-type`
/// @param embeddingType `--token-embedding-type`
/// @param pure `--pure`: the base type for every tensor, llama.cpp's own mixes off
/// @param imatrix whether an importance matrix is used
/// @param onFallback what to do when llama.cpp must replace a type because a row length does not divide
/// @param families architectures it is meant for (`qwen35moe`); empty means any
/// @param use a sentence for people on when to choose it
public record Recipe(
        String name,
        FileType base,
        List<TensorRule> rules,
        Optional<GgmlType> outputType,
        Optional<GgmlType> embeddingType,
        boolean pure,
        Imatrix imatrix,
        OnFallback onFallback,
        List<String> families,
        String use)
        implements Definition {

    public Recipe {
        rules = List.copyOf(rules);
        families = List.copyOf(families);
    }

    /// Whether it is meant for models of this architecture (`general.architecture`).
    public boolean isMeantFor(String architecture) {
        return families.isEmpty() || families.contains(architecture);
    }

    @Override
    public String digest() {
        return CanonicalForm.digest(this);
    }

    /// Whether an importance matrix is used.
    public enum Imatrix {
        /// Never, even if there is one.
        NONE,
        /// If there is one.
        OPTIONAL,
        /// Always: without one the recipe cannot be made.
        REQUIRED
    }

    /// What to do when llama.cpp must replace a type.
    public enum OnFallback {
        /// Take what llama.cpp takes instead.
        ACCEPT,
        /// Do not make the quant.
        FAIL
    }
}
