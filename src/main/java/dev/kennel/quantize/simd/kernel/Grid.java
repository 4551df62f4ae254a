package dev.kennel.quantize.simd.kernel;

import java.util.Arrays;

import dev.kennel.quantize.codebook.GridCandidates;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// The candidates of a grid, as [GridCandidates] has them.
final class Grid {

    static final int COUNT_SHIFT = GridCandidates.COUNT_SHIFT;

    /// Numbers in a point.
    final int dimensions;

    /// Bits of a level within a combination.
    final int levelBits;

    /// Bits of a number within a candidate.
    final int numberBits;

    final int topLevel;

    /// For each combination where its candidates start, with how many there are beside the first above 20
    /// bits.
    final int[] lists;

    /// A vector may be read from the last on.
    final int[] candidates;

    /// The point of each candidate.
    final int[] points;

    private final int[] homes;

    Grid(GridCandidates grid) {
        this.dimensions = grid.dimensions();
        this.levelBits = grid.levelBits();
        this.numberBits = grid.numberBits();
        this.topLevel = grid.topLevel();
        this.lists = grid.lists();
        this.points = grid.points();
        this.candidates = Arrays.copyOf(grid.candidates(), points.length + COUNT);
        this.homes = grid.homes();
    }

    static int start(int list) {
        return list & (1 << COUNT_SHIFT) - 1;
    }

    /// Where a point is a candidate for itself.
    int placeOf(int point) {
        return homes[point];
    }
}
