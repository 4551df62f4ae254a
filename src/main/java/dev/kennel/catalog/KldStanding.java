package dev.kennel.catalog;

/// What a quant's KL divergence says of it, for its bits a weight, among the model's quants. See
/// [dev.kennel.measure.UsualKld].
public enum KldStanding {
    /// Not above the usual: whatever else is wrong with the quant, its divergence does not show it.
    USUAL(", though its KLD is usual for its size"),
    /// Above the usual: the divergence warns already.
    ABOVE("; its KLD is above the usual for its size, too"),
    /// It was not measured under the table's evaluation.
    UNMEASURED("; its KLD is not measured"),
    /// Too few quants were measured to say what is usual.
    UNKNOWN("; too few KLDs are measured to say what is usual for its size");

    private final String beside;

    KldStanding(String beside) {
        this.beside = beside;
    }

    /// How a sentence goes on that says that a quant behaves otherwise than its base.
    String beside() {
        return beside;
    }
}
