package dev.kennel.recipe;

import dev.kennel.gguf.GgmlType;

/// `--tensor-type PATTERN=TYPE`: tensors whose name the pattern finds (std::regex, ECMAScript) get the type. Of
/// several rules that match, the first wins. The pattern is never evaluated in Java.
public record TensorRule(String pattern, GgmlType type) {}
