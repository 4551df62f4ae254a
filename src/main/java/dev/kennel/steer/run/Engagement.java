package dev.kennel.steer.run;

import java.util.SortedMap;

import dev.kennel.worker.TaskFailure;

/// Proves that a control vector acts: llama.cpp adds one that does not fit without a word.
final class Engagement {

    private Engagement() {}

    /// The largest change of a logit after a conversation, read in the same batches with the vector and without.
    ///
    /// @throws TaskFailure when nothing changes
    static double of(SteeredContext steered, int[] conversation, SortedMap<Integer, float[]> directions)
            throws TaskFailure {
        steered.steerNoMore();
        var without = new NextToken(steered.context().decode(conversation));
        steered.steer(directions, 1);
        try {
            double change =
                    without.largestChange(new NextToken(steered.context().decode(conversation)));
            if (!(change > 0)) {
                throw new TaskFailure("The vector changes nothing in what the model says: its poles give the same, or"
                        + " this architecture cannot be steered.");
            }
            return change;
        } finally {
            steered.steerNoMore();
        }
    }
}
