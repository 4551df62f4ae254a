package dev.kennel.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import dev.kennel.bench.SweepBench.Measured;

/// What this machine can do at best with some threads. Seconds are of their processor time, so that whoever else
/// computes on it counts for less.
///
/// @param bytes read and written a second where memory is copied
/// @param operations additions and multiplications of single floats a second, in vectors
record Roofline(double bytes, double operations) {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 14;

    /// Of one call. Few, so that a second has thousands of calls, and C2 compiles them for good in the first.
    private static final int STEPS = 1 << 14;

    private static final int COPIED = 64 << 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NANOS = 1_000_000_000;

    static Roofline measure(int threads) throws Exception {
        return new Roofline(
                rate(threads, () -> copy(new byte[COPIED], new byte[COPIED])),
                rate(threads, () -> compute(new float[CHAINS * SPECIES.length()])));
    }

    private interface Work {
        /// @return how much was done
        double once();
    }

    /// How much all threads do in a second: after one to warm up.
    private static double rate(int threads, Callable<Work> work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Double>> tasks = Collections.nCopies(threads, () -> {
                Work own = work.call();
                forASecond(own);
                return forASecond(own);
            });
            double sum = 0;
            for (Future<Double> each : pool.invokeAll(tasks)) {
                sum += each.get();
            }
            return sum;
        }
    }

    private static double forASecond(Work work) {
        long start = THREADS.getCurrentThreadCpuTime();
        long nanos = 0;
        double done = 0;
        while (nanos < NANOS) {
            done += work.once();
            nanos = THREADS.getCurrentThreadCpuTime() - start;
        }
        return done * NANOS / nanos;
    }

    private static Work copy(byte[] from, byte[] to) {
        return () -> {
            System.arraycopy(from, 0, to, 0, COPIED);
            return 2.0 * COPIED;
        };
    }

    private static Work compute(float[] numbers) {
        return () -> {
            addAndMultiply(numbers);
            return 2.0 * STEPS * CHAINS * SPECIES.length();
        };
    }

    /// Chains that wait for nothing but themselves: enough to fill the pipelines, few enough for the registers of AVX2.
    private static void addAndMultiply(float[] numbers) {
        int lanes = SPECIES.length();
        FloatVector a = FloatVector.fromArray(SPECIES, numbers, 0);
        FloatVector b = FloatVector.fromArray(SPECIES, numbers, lanes);
        FloatVector c = FloatVector.fromArray(SPECIES, numbers, 2 * lanes);
        FloatVector d = FloatVector.fromArray(SPECIES, numbers, 3 * lanes);
        FloatVector e = FloatVector.fromArray(SPECIES, numbers, 4 * lanes);
        FloatVector f = FloatVector.fromArray(SPECIES, numbers, 5 * lanes);
        FloatVector g = FloatVector.fromArray(SPECIES, numbers, 6 * lanes);
        FloatVector h = FloatVector.fromArray(SPECIES, numbers, 7 * lanes);
        FloatVector p = FloatVector.fromArray(SPECIES, numbers, 8 * lanes);
        FloatVector j = FloatVector.fromArray(SPECIES, numbers, 9 * lanes);
        FloatVector k = FloatVector.fromArray(SPECIES, numbers, 10 * lanes);
        FloatVector l = FloatVector.fromArray(SPECIES, numbers, 11 * lanes);
        FloatVector m = FloatVector.fromArray(SPECIES, numbers, 12 * lanes);
        FloatVector n = FloatVector.fromArray(SPECIES, numbers, 13 * lanes);
        FloatVector factor = FloatVector.broadcast(SPECIES, 0.5f);
        for (int step = 0; step < STEPS; step++) {
            a = a.mul(factor).add(factor);
            b = b.mul(factor).add(factor);
            c = c.mul(factor).add(factor);
            d = d.mul(factor).add(factor);
            e = e.mul(factor).add(factor);
            f = f.mul(factor).add(factor);
            g = g.mul(factor).add(factor);
            h = h.mul(factor).add(factor);
            p = p.mul(factor).add(factor);
            j = j.mul(factor).add(factor);
            k = k.mul(factor).add(factor);
            l = l.mul(factor).add(factor);
            m = m.mul(factor).add(factor);
            n = n.mul(factor).add(factor);
        }
        a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(p)
                .add(j)
                .add(k)
                .add(l)
                .add(m)
                .add(n)
                .intoArray(numbers, 0);
    }

    /// Beside what a sweep took, what it would have taken had it done nothing else at these rates.
    void print(PrintStream out, LadderWork work, Measured sweep) {
        double moved = work.bytesRead() + sweep.bytes();
        out.printf(
                Locale.ROOT,
                "roofline: %.2f GB read and written, %.2f s at the %.1f GB/s that this machine copies;"
                        + " %.2f T operations, %.1f s at its %.0f G/s in vectors; the sweep took %.1f s%n",
                moved / 1e9,
                moved / bytes,
                bytes / 1e9,
                work.operations() / 1e12,
                work.operations() / operations,
                operations / 1e9,
                sweep.seconds());
    }
}
