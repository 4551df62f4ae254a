package dev.kennel.web;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// The unit that the sizes of one column share, so that they can be compared at a glance.
///
/// @param unit `GiB` say; it stands in the column's head
/// @param decimals the same for every size of the column
public record ByteScale(String unit, long bytesOfUnit, int decimals) {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /// The scale in which neither the smallest of these sizes vanishes nor the largest becomes unreadable.
    public static ByteScale of(Collection<Long> sizes) {
        long smallest = sizes.stream().mapToLong(Long::longValue).min().orElse(GIB);
        long largest = sizes.stream().mapToLong(Long::longValue).max().orElse(GIB);
        if (smallest >= GIB / 10) {
            return new ByteScale("GiB", GIB, 1);
        }
        if (smallest >= MIB / 10) {
            return new ByteScale("MiB", MIB, largest < 1000 * MIB ? 1 : 0);
        }
        return new ByteScale("KiB", KIB, largest < 1000 * KIB ? 1 : 0);
    }

    public static ByteScale of(long size) {
        return of(List.of(size));
    }

    /// Without the unit: "19.8", "1,310".
    public String format(long bytes) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", (double) bytes / bytesOfUnit);
    }

    /// "19.8 GiB".
    public String formatWithUnit(long bytes) {
        return format(bytes) + " " + unit;
    }
}
