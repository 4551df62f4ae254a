package dev.kennel.steer.run;

import java.util.function.DoubleUnaryOperator;

import dev.kennel.steer.UsableWindow;
import dev.kennel.worker.TaskFailure;

/// Finds a vector's unit: the largest strength with little damage, at either sign.
final class UnitSearch {

    private static final double WEAKEST = 0x1p-16;
    private static final double STRONGEST = 0x1p10;
    private static final int HALVINGS = 6;

    private UnitSearch() {}

    /// @param damage of a strength, in nats
    /// @return a factor of the vector
    /// @throws TaskFailure when every strength does damage, or none
    static double unit(DoubleUnaryOperator damage) throws TaskFailure {
        double usable = 1;
        if (usable(damage, usable)) {
            while (usable(damage, 2 * usable)) {
                usable *= 2;
                if (usable > STRONGEST) {
                    throw new TaskFailure(
                            "The vector does nothing even " + (int) STRONGEST + " times as strong. Extract it again.");
                }
            }
        } else {
            do {
                usable /= 2;
                if (usable < WEAKEST) {
                    throw new TaskFailure("The vector does damage even at a 65,536th of its length: the file is broken,"
                            + " or the vector is none of this model's.");
                }
            } while (!usable(damage, usable));
        }
        return between(damage, usable, 2 * usable);
    }

    /// Between a strength that is usable and one that is not, each step half as far apart as factors.
    private static double between(DoubleUnaryOperator damage, double low, double high) {
        double usable = low;
        double unusable = high;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(usable * unusable);
            if (usable(damage, middle)) {
                usable = middle;
            } else {
                unusable = middle;
            }
        }
        return usable;
    }

    private static boolean usable(DoubleUnaryOperator damage, double strength) {
        return damage.applyAsDouble(strength) <= UsableWindow.MOST_DAMAGE
                && damage.applyAsDouble(-strength) <= UsableWindow.MOST_DAMAGE;
    }
}
