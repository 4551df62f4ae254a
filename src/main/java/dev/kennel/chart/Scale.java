package dev.kennel.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where values lie along an axis.
public sealed interface Scale {

    /// The place of a value, in the axis's unit.
    double at(double value);

    /// Values to write along the axis, from low to high.
    List<Tick> ticks();

    /// A value that is written along an axis.
    record Tick(double at, String label) {}

    /// @param from place of `low`
    /// @param to place of `high`
    record Linear(double low, double high, double from, double to) implements Scale {

        private static final int STEPS = 8;

        @Override
        public double at(double value) {
            return from + (value - low) / (high - low) * (to - from);
        }

        @Override
        public List<Tick> ticks() {
            double step = niceStep((high - low) / STEPS);
            var ticks = new ArrayList<Tick>();
            for (double value = Math.ceil(low / step) * step; value <= high + step * 1e-9; value += step) {
                ticks.add(new Tick(at(value), number(value, step)));
            }
            return ticks;
        }

        /// 1, 2 or 5 times a power of ten, the smallest that is not below.
        private static double niceStep(double wanted) {
            double power = Math.pow(10, Math.floor(Math.log10(wanted)));
            for (int factor : new int[] {1, 2, 5}) {
                if (factor * power >= wanted) {
                    return factor * power;
                }
            }
            return 10 * power;
        }
    }

    /// @param low above 0
    /// @param from place of `low`
    /// @param to place of `high`
    record Logarithmic(double low, double high, double from, double to) implements Scale {

        @Override
        public double at(double value) {
            return from + Math.log(value / low) / Math.log(high / low) * (to - from);
        }

        /// At 1 and 3 times the powers of ten.
        @Override
        public List<Tick> ticks() {
            var ticks = new ArrayList<Tick>();
            for (int exponent = (int) Math.floor(Math.log10(low)); Math.pow(10, exponent) <= high; exponent++) {
                for (int factor : new int[] {1, 3}) {
                    double value = factor * Math.pow(10, exponent);
                    if (value >= low && value <= high) {
                        ticks.add(new Tick(at(value), number(value, Math.pow(10, exponent))));
                    }
                }
            }
            return ticks;
        }
    }

    private static String number(double value, double step) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
