package dev.kennel.store;

import dev.kennel.gguf.GgmlType;

/// What a new blob is: one tensor in one type.
///
/// @param key the unit's key; equal keys mean equal bytes
/// @param elements weights
/// @param encoder which implementation made it
public record NewUnit(String key, GgmlType type, long elements, String encoder, String encodingVersion) {}
