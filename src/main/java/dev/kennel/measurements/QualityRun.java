package dev.kennel.measurements;

import java.time.Instant;

import dev.kennel.measure.Quality;

/// A quality measurement that worked.
///
/// @param environment its digest
/// @param series the blob of each token's divergence
public record QualityRun(
        long measurement,
        Evaluation evaluation,
        Quality quality,
        Place place,
        String environment,
        String series,
        Instant at) {}
