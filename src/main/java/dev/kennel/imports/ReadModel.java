package dev.kennel.imports;

import java.util.List;

import dev.kennel.gguf.GgufDigest;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.ModelFacts;

/// A model, or a quant of one, that has been read whole.
///
/// @param shards in order, as the import names them
record ReadModel(GgufModelFiles files, List<ImportFile> shards, ModelFacts facts, GgufDigest digest) {}
