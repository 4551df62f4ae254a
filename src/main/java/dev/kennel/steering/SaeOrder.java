package dev.kennel.steering;

import java.util.Optional;

import dev.kennel.steer.SaeDecoder.Layout;

/// A [SaeRequest] as its job keeps it, resolved.
///
/// @param filename that the vector is kept as
/// @param source the autoencoder's file, as people call it
/// @param path of it on the server; absent for an upload
/// @param upload digest of it; absent for one on the server
/// @param label empty when nothing was said
record SaeOrder(
        long modelId,
        String filename,
        String source,
        Optional<String> path,
        Optional<String> upload,
        String tensor,
        Layout layout,
        int index,
        int block,
        String label,
        Optional<Double> norm,
        boolean keepUpload) {}
