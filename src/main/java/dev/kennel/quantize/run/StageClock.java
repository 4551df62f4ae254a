package dev.kennel.quantize.run;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import dev.kennel.quantize.StageTimes;
import dev.kennel.quantize.StageTimes.StageTime;

/// Finds out the [StageTimes] of a sweep, from when it is made.
final class StageClock {

    private final long start = System.nanoTime();
    private final Stage reading = new Stage();
    private final Stage widening = new Stage();
    private final Stage encoding = new Stage();
    private final Stage writing = new Stage();
    private final AtomicInteger slabsToEncode = new AtomicInteger();
    private volatile long idleSince = start;

    /// Called from all threads.
    static final class Stage {

        private final LongAdder busy = new LongAdder();
        private final LongAdder waited = new LongAdder();

        void busySince(long start) {
            busy.add(System.nanoTime() - start);
        }

        void waitedSince(long start) {
            waited.add(System.nanoTime() - start);
        }

        private StageTime time() {
            return new StageTime(busy.sum(), waited.sum());
        }
    }

    Stage widening() {
        return widening;
    }

    Stage encoding() {
        return encoding;
    }

    Stage writing() {
        return writing;
    }

    /// Called by the thread that reads.
    void readSince(long start) {
        reading.busySince(start);
        if (slabsToEncode.get() == 0) {
            reading.waitedSince(Math.max(start, idleSince));
        }
    }

    void slabIsToBeEncoded() {
        slabsToEncode.incrementAndGet();
    }

    void slabIsEncoded() {
        idleSince = System.nanoTime();
        slabsToEncode.decrementAndGet();
    }

    StageTimes times(int threads) {
        return new StageTimes(
                threads, System.nanoTime() - start, reading.time(), widening.time(), encoding.time(), writing.time());
    }
}
