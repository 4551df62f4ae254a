package dev.kennel.steer;

/// A number with its 95 % interval.
///
/// @param low where the interval begins
/// @param high where it ends
public record Interval(double value, double low, double high) {

    /// Whether 0 is among what the number may be.
    public boolean holdsZero() {
        return low <= 0 && high >= 0;
    }

    /// Half the interval's width, for `value ± half`.
    public double half() {
        return (high - low) / 2;
    }
}
