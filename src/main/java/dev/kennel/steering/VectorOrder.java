package dev.kennel.steering;

import dev.kennel.steer.Method;

/// What a job extracts.
///
/// @param filename that the vector is kept as
/// @param featureDigest the version of the feature
/// @param pairs of conversations
/// @param device name of the one that the model is computed on
record VectorOrder(
        long modelId,
        String filename,
        String feature,
        String featureDigest,
        int pairs,
        Method method,
        int threads,
        String device) {}
