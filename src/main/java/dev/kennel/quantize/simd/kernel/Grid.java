package dev.kennel.quantize.simd.kernel;

import java.util.Arrays;

import dev.kennel.quantize.codebook.GridCandidates;
import dev.kennel.quantize.simd.lane.CandidateErrors;

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

    final int[] candidates;

    /// The candidates as [CandidateErrors] takes them. A vector may be read from the last on.
    final int[] costPlaces;

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
        this.candidates = grid.candidates();
        this.costPlaces = new int[points.length + COUNT];
        Arrays.setAll(costPlaces, i -> i < points.length ? costPlaces(candidates[i]) : 0);
        this.homes = grid.homes();
    }

    private int costPlaces(int candidate) {
        int places = 0;
        for (int i = 0; i < dimensions; i++) {
            int level = candidate >> i * numberBits + 1 & (1 << levelBits) - 1;
            places |= CandidateErrors.placeOfCost(level, i, dimensions);
        }
        return places;
    }

    static int start(int list) {
        return list & (1 << COUNT_SHIFT) - 1;
    }

    /// Where a point is a candidate for itself.
    int placeOf(int point) {
        return homes[point];
    }
}
