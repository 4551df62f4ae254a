package dev.kennel.mixer;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.kennel.blob.BlobFiles;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.measuring.MeasureConfig;
import dev.kennel.measuring.Subjects;
import dev.kennel.mixer.Desk.Seat;
import dev.kennel.steer.MixBeginTask;
import dev.kennel.steer.MixEndTask;
import dev.kennel.steer.MixStep;
import dev.kennel.steer.MixStepTask;
import dev.kennel.steer.MixTurn;
import dev.kennel.web.Problem;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// All questions of this node and the files that answer them. Nothing of it outlives the server.
@ApplicationScoped
class Mixer {

    private static final Logger LOG = Logger.getLogger(Mixer.class);
    private static final Duration UPKEEP = Duration.ofSeconds(1);

    private final MixerConfig config;
    private final Clock clock;
    private final Desk desk;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Mix> mixes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mixer-upkeep").factory());

    Mixer(
            MixerConfig config,
            MeasureConfig measuring,
            Subjects subjects,
            BlobFiles blobs,
            WorkerFactory workers,
            Clock clock) {
        this.config = config;
        this.clock = clock;
        this.desk = new Desk(
                config, target -> new LoadedFile(target, measuring.threadsInUse(), subjects, blobs, workers), clock);
    }

    void start(@Observes StartupEvent started) {
        clockwork.scheduleWithFixedDelay(this::tidy, UPKEEP.toMillis(), UPKEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        clockwork.shutdownNow();
        mixes.values().forEach(Mix::stop);
        desk.close();
    }

    private void tidy() {
        try {
            desk.endIdle(config.idle());
            mixes.values().removeIf(mix -> mix.overAt().isBefore(clock.instant().minus(config.kept())));
        } catch (RuntimeException e) {
            LOG.warn("The mixer could not be tidied; the next round tries again", e);
        }
    }

    /// Puts a question to a file. It is answered on a thread of its own.
    ///
    /// @param listener told what happens, on that thread
    /// @throws dev.kennel.web.ProblemException when it cannot be asked so, or too many questions are waiting
    Mix ask(MixTarget target, MixRequest request, BiConsumer<Mix, MixEvent> listener) {
        List<MixTurn> earlier =
                request.after().map(this::require).map(Mix::talk).orElse(List.of());
        MixOrder order = MixOrder.of(request, earlier, target.sliders());
        var mix = new Mix(numbers.incrementAndGet(), target, order, listener);
        desk.enter(mix);
        mixes.put(mix.id(), mix);
        Thread.ofVirtual().name("mix-" + mix.id()).start(() -> run(mix));
        return mix;
    }

    /// @throws dev.kennel.web.ProblemException when there is none, or it was forgotten
    Mix require(long id) {
        return Optional.ofNullable(mixes.get(id)).orElseThrow(() -> Problem.notFound("There is no question " + id)
                .because("Answers are kept for %d minutes, and not when the server ends."
                        .formatted(config.kept().toMinutes()))
                .next("Ask again.")
                .exception());
    }

    void stop(Mix mix) {
        mix.stop();
        desk.wake();
    }

    /// Questions that wait for their turn.
    int waiting() {
        return desk.waiting();
    }

    Optional<LoadedFile> loaded(MixTarget target) {
        return desk.loaded(target);
    }

    private void run(Mix mix) {
        try {
            Optional<Seat> seat = desk.await(mix);
            if (seat.isPresent()) {
                answer(mix, seat.get());
            } else {
                mix.isStopped(clock.instant());
            }
        } catch (InterruptedException e) {
            mix.fails("The server is stopping.", clock.instant());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Question %d broke", mix.id());
            mix.fails("Something unexpected happened; the server's log has it.", clock.instant());
        }
    }

    private void answer(Mix mix, Seat seat) {
        try {
            if (seat.file().loaded().isEmpty()) {
                mix.loads();
            }
            seat.file().require();
            if (!mix.isStopping() && converse(mix, seat.file())) {
                mix.isDone(clock.instant());
            } else {
                mix.isStopped(clock.instant());
            }
        } catch (TaskFailure e) {
            mix.fails(e.getMessage(), clock.instant());
        } catch (WorkerDied e) {
            mix.fails("llama.cpp ended while it worked on this file: " + e.getMessage(), clock.instant());
        } catch (CancellationException e) {
            mix.fails("The server is stopping.", clock.instant());
        } catch (IOException e) {
            mix.fails("The file could not be loaded: " + e.getMessage(), clock.instant());
        } finally {
            seat.close();
        }
    }

    /// @return whether both answers are whole; else somebody stopped them
    private static boolean converse(Mix mix, LoadedFile file) throws TaskFailure, WorkerDied {
        MixOrder order = mix.order();
        boolean ended;
        try {
            mix.hasRead(file.ask(new MixBeginTask(
                    mix.id(), order.earlier(), order.question(), mix.strengths(), order.tokens(), order.sampling())));
            ended = write(mix, file);
        } catch (TaskFailure | RuntimeException e) {
            forget(mix, file, e);
            throw e;
        }
        file.ask(new MixEndTask(mix.id()));
        return ended;
    }

    private static boolean write(Mix mix, LoadedFile file) throws TaskFailure, WorkerDied {
        var length = new StepLength();
        boolean ended = false;
        while (!ended && !mix.isStopping()) {
            MixStep step = file.ask(new MixStepTask(mix.id(), mix.strengths(), length.tokens()));
            length.took(step.nanos());
            mix.says(step);
            ended = step.ended();
        }
        return ended;
    }

    private static void forget(Mix mix, LoadedFile file, Exception reason) {
        try {
            file.ask(new MixEndTask(mix.id()));
        } catch (TaskFailure | WorkerDied | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
