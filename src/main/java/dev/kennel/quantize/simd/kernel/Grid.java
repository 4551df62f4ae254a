package dev.kennel.quantize.simd.kernel;

import java.util.Arrays;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// For every combination of levels the points of a grid that are candidates: the point itself, or those at
/// the least few distances. All lists lie one after another.
///
/// A candidate is packed into an int: its numbers, `2 * level + 1`, lowest first, and the sign bit for a
/// point that is not the combination itself.
final class Grid {

    static final int COUNT_SHIFT = 20;
    private static final int OFF_GRID = Integer.MIN_VALUE;

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

    private final byte[] levels;
    private final int distances;

    /// @param levels of the points, one after another
    /// @param distances how many different distances candidates may have
    Grid(byte[] levels, int dimensions, int levelBits, int topLevel, int distances) {
        this.dimensions = dimensions;
        this.levelBits = levelBits;
        this.numberBits = dimensions == 4 ? 4 : 3;
        this.topLevel = topLevel;
        this.levels = levels;
        this.distances = distances;
        this.lists = new int[1 << dimensions * levelBits];
        var gathered = new Gathered();
        for (int combination = 0; combination < lists.length; combination++) {
            if (isReachable(combination)) {
                lists[combination] = gathered.add(combination);
            }
        }
        this.candidates = Arrays.copyOf(gathered.candidates, gathered.count + COUNT);
        this.points = Arrays.copyOf(gathered.points, gathered.count);
    }

    static int start(int list) {
        return list & (1 << COUNT_SHIFT) - 1;
    }

    /// Where a point is a candidate for itself.
    int placeOf(int point) {
        int combination = 0;
        for (int i = 0; i < dimensions; i++) {
            combination |= levels[point * dimensions + i] << i * levelBits;
        }
        return start(lists[combination]);
    }

    private boolean isReachable(int combination) {
        for (int i = 0; i < dimensions; i++) {
            if (level(combination, i) > topLevel) {
                return false;
            }
        }
        return true;
    }

    private int level(int combination, int dimension) {
        return combination >> dimension * levelBits & (1 << levelBits) - 1;
    }

    /// A quarter of the squared distance between numbers.
    private int distance(int combination, int point) {
        int sum = 0;
        for (int i = 0; i < dimensions; i++) {
            int difference = levels[point * dimensions + i] - level(combination, i);
            sum += difference * difference;
        }
        return sum;
    }

    private int packed(int point) {
        int packed = 0;
        for (int i = 0; i < dimensions; i++) {
            packed |= 2 * levels[point * dimensions + i] + 1 << i * numberBits;
        }
        return packed;
    }

    /// The lists so far.
    private final class Gathered {

        private final int[] distance = new int[levels.length / dimensions];
        private int[] candidates = new int[1 << 12];
        private int[] points = new int[1 << 12];
        private int count;

        int add(int combination) {
            for (int point = 0; point < distance.length; point++) {
                distance[point] = distance(combination, point);
            }
            int start = count;
            int least = above(-1);
            if (least == 0) {
                addAll(0, 0);
            } else {
                for (int i = 0; i < distances && least < Integer.MAX_VALUE; i++) {
                    addAll(least, OFF_GRID);
                    least = above(least);
                }
            }
            return start | count - start - 1 << COUNT_SHIFT;
        }

        /// The least distance above another.
        private int above(int bound) {
            int least = Integer.MAX_VALUE;
            for (int candidate : distance) {
                if (candidate > bound && candidate < least) {
                    least = candidate;
                }
            }
            return least;
        }

        private void addAll(int wanted, int flag) {
            for (int point = 0; point < distance.length; point++) {
                if (distance[point] == wanted) {
                    if (count == candidates.length) {
                        candidates = Arrays.copyOf(candidates, 2 * count);
                        points = Arrays.copyOf(points, 2 * count);
                    }
                    candidates[count] = packed(point) | flag;
                    points[count++] = point;
                }
            }
        }
    }
}
