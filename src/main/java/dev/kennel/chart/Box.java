package dev.kennel.chart;

/// A rectangle that something occupies.
record Box(double left, double top, double right, double bottom) {

    static Box around(double x, double y, double radius) {
        return new Box(x - radius, y - radius, x + radius, y + radius);
    }

    boolean overlaps(Box other) {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean within(Box outer) {
        return left >= outer.left && right <= outer.right && top >= outer.top && bottom <= outer.bottom;
    }

    /// Whether the segment between two points runs through it.
    boolean crosses(double x1, double y1, double x2, double y2) {
        double enter = 0;
        double leave = 1;
        double[][] edges = {
            {x1 - x2, x1 - left}, {x2 - x1, right - x1}, {y1 - y2, y1 - top}, {y2 - y1, bottom - y1},
        };
        for (double[] edge : edges) {
            if (edge[0] == 0) {
                if (edge[1] < 0) {
                    return false;
                }
            } else if (edge[0] < 0) {
                enter = Math.max(enter, edge[1] / edge[0]);
            } else {
                leave = Math.min(leave, edge[1] / edge[0]);
            }
        }
        return enter <= leave;
    }
}
