package dev.kennel.measure;

/// Scores generated logits, for what it costs at a vocabulary that no small model has.
///
/// @param vocabulary tokens
/// @param tokens that are scored
/// @param threads that share the work
public record ScoringCostTask(int vocabulary, int tokens, int threads) implements MeasureTask<ScoringCost> {

    @Override
    public Class<ScoringCost> resultType() {
        return ScoringCost.class;
    }
}
