package dev.kennel.measure;

import dev.kennel.worker.Task;

/// What a worker can be asked to measure.
public sealed interface MeasureTask<R> extends Task<R>
        permits CheckLogitsTask,
                CountTokensTask,
                DecodeTask,
                ScoringCostTask,
                BaseLogitsTask,
                QualityTask,
                SpeedTask,
                ImatrixTask,
                TryTask {}
