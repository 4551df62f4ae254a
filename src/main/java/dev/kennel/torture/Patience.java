package dev.kennel.torture;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Waits for things by looking again and again, up to a limit that only something stuck reaches.
record Patience(Duration limit) {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long LOOK_EVERY_MILLIS = 50;

    interface Condition {
        boolean holds() throws InterruptedException;
    }

    interface Look<T> {
        Optional<T> look() throws InterruptedException;
    }

    static Patience upTo(Duration limit) {
        return new Patience(limit);
    }

    /// @throws StoryBroken when it does not happen
    static void awaitThat(String what, Condition condition) throws InterruptedException {
        upTo(LONG).until(what, condition);
    }

    /// @throws StoryBroken when it does not happen
    void until(String what, Condition condition) throws InterruptedException {
        found(what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }

    /// @return what was looked for
    /// @throws StoryBroken when it does not turn up
    <T> T found(String what, Look<T> look) throws InterruptedException {
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
