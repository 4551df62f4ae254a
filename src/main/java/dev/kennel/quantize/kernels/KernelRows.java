package dev.kennel.quantize.kernels;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.codebook.BlockDecoder;
import dev.kennel.quantize.codebook.GridCandidates;
import dev.kennel.quantize.codebook.GridReader;
import dev.kennel.quantize.codebook.GridSource;

/// Encodes rows to ggml's blocks with kernels on a device. Several threads may call at once; as many as there are
/// lanes are served, the others wait.
///
/// Device memory: in each of two lanes 8 bytes for each of [#MOST_WEIGHTS], 16 MiB; more only where a row is longer.
/// 3 MiB at most for each type whose weights are points of a grid.
public final class KernelRows implements AutoCloseable {

    /// What goes to the device at once. Longer calls are cut at rows.
    public static final int MOST_WEIGHTS = 1 << 21;

    private static final int LANES = 2;

    private record KernelKind(GgmlType type, boolean weighted) {}

    private final KernelDevice device;
    private final GridSource grids;
    private final KernelDriver driver;
    private final Map<KernelKind, Program> programs = new ConcurrentHashMap<>();
    private final Map<GgmlType, Program> widenings = new ConcurrentHashMap<>();
    private final Map<GgmlType, DeviceGrid> deviceGrids = new ConcurrentHashMap<>();
    private final Queue<Lane> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore free = new Semaphore(LANES);

    /// Held for reading by calls, for writing by [#close].
    private final ReadWriteLock openness = new ReentrantReadWriteLock();

    private boolean closed;

    /// @param ggml knows the grids of some types
    /// @throws KernelException when the device cannot be used
    public KernelRows(KernelDevice device, BlockDecoder ggml) {
        this.device = device;
        this.grids = new GridReader(ggml);
        this.driver = device.open();
        try {
            for (int i = 0; i < LANES; i++) {
                idle.add(new Lane(driver));
            }
        } catch (KernelException e) {
            release();
            throw e;
        }
    }

    public boolean supports(GgmlType type) {
        return KernelPlan.exists(type);
    }

    /// Compiles a type's kernels, once: seconds where the driver has not kept them from another time.
    ///
    /// @throws KernelException when they do not compile
    public void prepare(GgmlType type) {
        whileOpen(() -> {
            program(type, true);
            if (!ImportanceRules.abortsWithout(type)) {
                program(type, false);
            }
        });
    }

    Program program(GgmlType type, boolean weighted) {
        return programs.computeIfAbsent(new KernelKind(type, weighted), this::compile);
    }

    private Program compile(KernelKind kind) {
        KernelPlan plan = KernelPlan.of(kind.type(), kind.weighted());
        return Program.compile(plan, grid(kind.type(), plan), driver);
    }

    private Optional<DeviceGrid> grid(GgmlType type, KernelPlan plan) {
        return plan.onGrid()
                ? Optional.of(deviceGrids.computeIfAbsent(
                        type, _ -> DeviceGrid.create(driver, GridCandidates.of(type, grids))))
                : Optional.empty();
    }

    /// @throws IllegalStateException when it is closed
    private void whileOpen(Runnable work) {
        openness.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(
                        "The device " + device.description().name() + " is closed");
            }
            work.run();
        } finally {
            openness.readLock().unlock();
        }
    }

    /// Encodes whole rows.
    ///
    /// @param rowLength a multiple of the type's block size
    /// @param weights direct, one a column, or none
    /// @param target direct, as long as the encoded rows
    /// @throws KernelException when the device fails; it does not touch the buffers any more
    /// @throws IllegalStateException when it is closed
    public void encode(
            GgmlType type, SourceRows rows, int rowLength, Optional<FloatBuffer> weights, ByteBuffer target) {
        requireFit(type, rows.count(), rowLength, target);
        whileOpen(() -> encodeInParts(type, rows, rowLength, weights, target));
    }

    static void requireFit(GgmlType type, int count, int rowLength, ByteBuffer target) {
        if (!type.divides(rowLength) || target.remaining() != type.bytes(count)) {
            throw new IllegalArgumentException("%d weights in rows of %d do not encode to %d bytes of %s"
                    .formatted(count, rowLength, target.remaining(), type.ggmlName()));
        }
    }

    private void encodeInParts(
            GgmlType type, SourceRows rows, int rowLength, Optional<FloatBuffer> weights, ByteBuffer target) {
        int most = Math.max(1, MOST_WEIGHTS / rowLength) * rowLength;
        for (int done = 0; done < rows.count(); done += most) {
            SourceRows some = rows.slice(done, Math.min(most, rows.count() - done));
            int from = target.position() + Math.toIntExact(type.bytes(done));
            ByteBuffer blocks = target.slice(from, Math.toIntExact(type.bytes(some.count())));
            onLane(lane -> new CarriedRows(this, lane, some, rowLength).encode(type, weights, blocks));
        }
    }

    /// Lets work encode the same rows to several types, carried to the device once.
    ///
    /// @param rows no more weights than [#MOST_WEIGHTS], or one row
    /// @param work has one of the lanes to itself; the rows are its for no longer than it lasts
    /// @throws IllegalStateException when it is closed
    public void carry(SourceRows rows, int rowLength, Consumer<CarriedRows> work) {
        if (rows.count() > Math.max(MOST_WEIGHTS, rowLength)) {
            throw new IllegalArgumentException(
                    "%d weights are more than the %d that are carried at a time".formatted(rows.count(), MOST_WEIGHTS));
        }
        whileOpen(() -> onLane(lane -> work.accept(new CarriedRows(this, lane, rows, rowLength))));
    }

    Optional<Program> widening(GgmlType source) {
        return SourceRows.areWidened(source)
                ? Optional.of(widenings.computeIfAbsent(
                        source, _ -> Program.compile(KernelPlan.widening(source), Optional.empty(), driver)))
                : Optional.empty();
    }

    private void onLane(Consumer<Lane> work) {
        free.acquireUninterruptibly();
        Lane lane = idle.remove();
        try {
            work.accept(lane);
        } finally {
            idle.add(lane);
            free.release();
        }
    }

    /// Waits for calls that are under way. A second time does nothing.
    @Override
    public void close() {
        openness.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release();
            }
        } finally {
            openness.writeLock().unlock();
        }
    }

    private void release() {
        idle.forEach(Lane::close);
        programs.values().forEach(Program::close);
        widenings.values().forEach(Program::close);
        deviceGrids.values().forEach(DeviceGrid::close);
        driver.close();
    }
}
