package dev.kennel.imports;

import java.util.List;

import dev.kennel.gguf.ModelFacts;
import dev.kennel.gguf.TensorInfo;

/// What a companion must fit: a model of the catalog, or one that is only just being imported.
///
/// @param name the model's, for people
record CompanionBase(String name, List<TensorInfo> tensors, ModelFacts facts) {}
