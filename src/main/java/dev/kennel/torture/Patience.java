package dev.kennel.torture;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Waits for things by looking again and again, up to a limit that only something stuck reaches.
final class Patience {

    private static final Duration LONG = Duration.ofMinutes(15);
    private static final long LOOK_EVERY_MILLIS = 50;

    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /// Empty while what is looked for is not there.
    interface Look<T> {
        Optional<T> look() throws InterruptedException;
    }

    private final Duration limit;

    private Patience(Duration limit) {
        this.limit = limit;
    }

    static Patience upTo(Duration limit) {
        return new Patience(limit);
    }

    /// A moment that only the seed decides on.
    static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /// @throws StoryBroken when it does not happen
    static void awaitThat(String what, Condition condition) throws InterruptedException {
        upTo(LONG).until(what, condition);
    }

    /// @return what was looked for
    /// @throws StoryBroken when it does not turn up
    static <T> T awaiting(String what, Look<T> look) throws InterruptedException {
        return upTo(LONG).found(what, look);
    }

    /// @throws StoryBroken when it does not happen
    void until(String what, Condition condition) throws InterruptedException {
        found(what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }

    /// @return what was looked for
    /// @throws StoryBroken when it does not turn up
    private <T> T found(String what, Look<T> look) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Optional<T> seen = look.look();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new StoryBroken("Waited " + limit.toSeconds() + " s in vain for " + what + ".");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
