package dev.kennel.quantize;

import java.util.Locale;

/// What the stages of an [EncodeTask] spent their time on, and which of them it waited for.
///
/// @param threads that widened and encoded
/// @param nanos of the whole task, as a clock on the wall has it
public record StageTimes(
        int threads, long nanos, StageTime reading, StageTime widening, StageTime encoding, StageTime writing) {

    /// @param busyNanos added up over the threads
    /// @param waitedNanos in which nothing else could be done until the stage was: of reading, while nothing was
    ///     left to encode; of the others, while every slab was taken; of encoding, until the encoders were ready
    ///     too. Those of all stages together are no more than the task took
    public record StageTime(long busyNanos, long waitedNanos) {}

    /// What the thread that reads did beside waiting: memory and threads, files, reading while there was something to
    /// encode, and saying what is done.
    long unwaitedNanos() {
        return nanos - reading.waitedNanos() - widening.waitedNanos() - encoding.waitedNanos() - writing.waitedNanos();
    }

    /// A line for a job's log. What it waited for most is what bounds it.
    public String inWords() {
        return ("read %s, widened %s, encoded %s on %d threads, hashed and wrote %s; %s in all, of which it waited %s for"
                        + " reading, %s for widening, %s for encoding and %s for hashing and writing; the other %s went"
                        + " into setting up, opening and closing files, reading ahead and reporting")
                .formatted(
                        seconds(reading.busyNanos()),
                        seconds(widening.busyNanos()),
                        seconds(encoding.busyNanos()),
                        threads,
                        seconds(writing.busyNanos()),
                        seconds(nanos),
                        seconds(reading.waitedNanos()),
                        seconds(widening.waitedNanos()),
                        seconds(encoding.waitedNanos()),
                        seconds(writing.waitedNanos()),
                        seconds(unwaitedNanos()));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
