package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Path;

import dev.kennel.gguf.GgufModelFiles.Shard;

/// What a GGUF is for.
public enum GgufKind {
    MODEL,
    /// The vision or audio encoder and projector that go with a model.
    MMPROJ,
    IMATRIX,
    CONTROL_VECTOR,
    /// A LoRA adapter.
    ADAPTER,
    /// A tokenizer without weights.
    VOCABULARY;

    /// Reads no more than the file's header. For a split model any shard will do.
    ///
    /// @throws GgufFormatException when it is no GGUF, or none of these kinds
    public static GgufKind of(Path file) throws IOException {
        return of(GgufReader.readHeaderOnly(file), file.getFileName().toString());
    }

    /// @throws GgufFormatException when it is none of these kinds
    public static GgufKind of(GgufModelFiles files) throws GgufFormatException {
        Shard first = files.shards().getFirst();
        return of(first.header(), first.file().getFileName().toString());
    }

    private static GgufKind of(GgufHeader header, String file) throws GgufFormatException {
        String type = header.string("general.type").orElse("");
        String architecture = header.architecture().orElse("");
        if (type.equals("imatrix")) {
            return IMATRIX;
        }
        if (architecture.equals("controlvector")) {
            return CONTROL_VECTOR;
        }
        if (type.equals("mmproj") || architecture.equals("clip")) {
            return MMPROJ;
        }
        if (type.equals("adapter") || header.value("adapter.type").isPresent()) {
            return ADAPTER;
        }
        return withoutSpecialType(header, architecture, file);
    }

    private static GgufKind withoutSpecialType(GgufHeader header, String architecture, String file)
            throws GgufFormatException {
        boolean shard = header.integer("split.count").orElse(1) > 1;
        if (shard || (!architecture.isEmpty() && !header.tensors().isEmpty())) {
            return MODEL;
        }
        if (header.value("tokenizer.ggml.model").isPresent()) {
            return VOCABULARY;
        }
        throw architecture.isEmpty()
                ? new GgufFormatException(
                        file, "general.architecture", "the key is absent; convert the model again with llama.cpp")
                : new GgufFormatException(
                        file, "tensors", "there are none, nor a tokenizer: the file holds no model; fetch another");
    }
}
