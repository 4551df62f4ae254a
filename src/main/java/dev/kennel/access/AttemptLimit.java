package dev.kennel.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often one address may be wrong about the secret: so many times a window, then not at all until the window ends.
final class AttemptLimit {

    static final int ALLOWED = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int ADDRESSES = 10_000;

    private record Failures(Instant since, int count) {}

    private final Clock clock;

    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };

    AttemptLimit(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isReached(String address) {
        Failures known = failures.get(address);
        return known != null && !isOver(known) && known.count() >= ALLOWED;
    }

    synchronized void failed(String address) {
        Failures known = failures.remove(address);
        boolean again = known != null && !isOver(known);
        failures.put(
                address, again ? new Failures(known.since(), known.count() + 1) : new Failures(clock.instant(), 1));
    }

    private boolean isOver(Failures known) {
        return !clock.instant().isBefore(known.since().plus(WINDOW));
    }
}
