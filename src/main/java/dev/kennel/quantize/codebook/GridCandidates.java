package dev.kennel.quantize.codebook;

import java.util.Arrays;

import dev.kennel.gguf.GgmlType;

/// For every combination of levels the points of a grid that are candidates: the point itself, or those at
/// the least few distances. All lists lie one after another.
///
/// A candidate is packed into an int: its numbers, `2 * level + 1`, lowest first, and the sign bit for a
/// point that is not the combination itself.
public final class GridCandidates {

    /// Where, in an entry of [#lists], the count begins.
    public static final int COUNT_SHIFT = 20;

    private static final int OFF_GRID = Integer.MIN_VALUE;

    private final byte[] levels;
    private final int dimensions;
    private final int levelBits;
    private final int topLevel;
    private final int distances;
    private final int[] lists;
    private int[] candidates = new int[1 << 12];
    private int[] points = new int[1 << 12];
    private int count;

    /// @param levels of the points, one after another
    /// @param distances how many different distances candidates may have
    private GridCandidates(byte[] levels, int dimensions, int levelBits, int topLevel, int distances) {
        this.levels = levels;
        this.dimensions = dimensions;
        this.levelBits = levelBits;
        this.topLevel = topLevel;
        this.distances = distances;
        this.lists = new int[1 << dimensions * levelBits];
        var distance = new int[levels.length / dimensions];
        for (int combination = 0; combination < lists.length; combination++) {
            if (isReachable(combination)) {
                lists[combination] = gather(combination, distance);
            }
        }
    }

    /// Of the grid that a type moves its weights to; IQ1_M has that of IQ1_S. Takes part of a second.
    public static GridCandidates of(GgmlType type, GridSource source) {
        return switch (type) {
            case IQ1_S, IQ1_M -> new GridCandidates(source.levels(GgmlType.IQ1_S), 8, 2, 2, 3);
            case IQ2_XXS, IQ2_XS -> new GridCandidates(source.levels(type), 8, 2, 2, 2);
            case IQ2_S -> new GridCandidates(source.levels(type), 8, 2, 2, 1);
            case IQ3_XXS -> new GridCandidates(source.levels(type), 4, 3, 7, 2);
            case IQ3_S -> new GridCandidates(source.levels(type), 4, 3, 7, 3);
            default -> throw new IllegalArgumentException(type.ggmlName() + " has no grid");
        };
    }

    /// Numbers in a point.
    public int dimensions() {
        return dimensions;
    }

    /// Bits of a level within a combination.
    public int levelBits() {
        return levelBits;
    }

    /// Bits of a number within a candidate.
    public int numberBits() {
        return dimensions == 4 ? 4 : 3;
    }

    public int topLevel() {
        return topLevel;
    }

    /// For each combination where its candidates start, with how many there are beside the first above
    /// [#COUNT_SHIFT] bits. A copy.
    public int[] lists() {
        return lists.clone();
    }

    /// A copy.
    public int[] candidates() {
        return Arrays.copyOf(candidates, count);
    }

    /// The number of each candidate's point. A copy.
    public int[] points() {
        return Arrays.copyOf(points, count);
    }

    /// For each point where it is a candidate for itself.
    public int[] homes() {
        int[] homes = new int[levels.length / dimensions];
        for (int point = 0; point < homes.length; point++) {
            homes[point] = start(lists[combinationOf(point)]);
        }
        return homes;
    }

    private static int start(int list) {
        return list & (1 << COUNT_SHIFT) - 1;
    }

    private int combinationOf(int point) {
        int combination = 0;
        for (int i = 0; i < dimensions; i++) {
            combination |= levels[point * dimensions + i] << i * levelBits;
        }
        return combination;
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

    /// @param distance room for one of each point
    private int gather(int combination, int[] distance) {
        for (int point = 0; point < distance.length; point++) {
            distance[point] = distance(combination, point);
        }
        int start = count;
        int least = above(-1, distance);
        if (least == 0) {
            addAll(0, distance, 0);
        } else {
            for (int i = 0; i < distances && least < Integer.MAX_VALUE; i++) {
                addAll(least, distance, OFF_GRID);
                least = above(least, distance);
            }
        }
        return start | count - start - 1 << COUNT_SHIFT;
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

    /// The least distance above another.
    private static int above(int bound, int[] distance) {
        int least = Integer.MAX_VALUE;
        for (int candidate : distance) {
            if (candidate > bound && candidate < least) {
                least = candidate;
            }
        }
        return least;
    }

    private void addAll(int wanted, int[] distance, int flag) {
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

    private int packed(int point) {
        int packed = 0;
        for (int i = 0; i < dimensions; i++) {
            packed |= 2 * levels[point * dimensions + i] + 1 << i * numberBits();
        }
        return packed;
    }
}
