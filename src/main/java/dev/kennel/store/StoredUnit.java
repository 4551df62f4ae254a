package dev.kennel.store;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgmlType;

/// An encoded tensor in the store.
///
/// @param bytes of its blob
/// @param elements weights
/// @param encoder which implementation made it
public record StoredUnit(String key, Sha256 blob, long bytes, GgmlType type, long elements, String encoder) {}
