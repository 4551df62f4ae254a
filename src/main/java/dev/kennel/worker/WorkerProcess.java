package dev.kennel.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// A child JVM that runs tasks, the only place where native code is loaded. Closing it ends the process.
///
/// Tasks run one at a time, all on the thread that calls [#run].
public final class WorkerProcess implements AutoCloseable {

    /// Exit status of a JVM with `-XX:+ExitOnOutOfMemoryError`.
    static final int OUT_OF_MEMORY = 3;

    /// The JVM says so of every worker; it explains no death.
    private static final String JVM_NOTICE = "WARNING: Using incubator modules: jdk.incubator.vector";

    private static final int LAST_LINES = 40;

    /// Events that may wait to be heard. What is beyond are log lines that are left out, and steps that the worker
    /// waits to tell.
    static final int MOST_WAITING = 10_000;

    /// Characters of a log line.
    private static final int LINE_LENGTH = 4_000;

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration END_WAIT = Duration.ofSeconds(10);

    private sealed interface Heard {
        record Said(Event event) implements Heard {}

        record Ended() implements Heard {}
    }

    private final ObjectMapper json = WorkerJson.mapper();
    private final WorkerSettings settings;
    private final Process process;
    private final Runnable died;
    private final OutputStream input;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread eventReader;
    private final Thread errorReader;

    private WorkerProcess(WorkerSettings settings, Process process, Runnable died) {
        this.settings = settings;
        this.process = process;
        this.died = died;
        this.input = process.getOutputStream();
        this.eventReader = Thread.ofVirtual().start(this::readEvents);
        this.errorReader = Thread.ofVirtual().start(() -> readLines(process.getErrorStream()));
    }

    /// Starts a worker.
    ///
    /// @param main the worker's main class
    public static WorkerProcess start(WorkerSettings settings, String main) throws IOException {
        return start(settings, main, () -> {});
    }

    /// Starts a worker.
    ///
    /// @param main the worker's main class
    /// @param died told each time that [#run] throws [WorkerDied]
    public static WorkerProcess start(WorkerSettings settings, String main, Runnable died) throws IOException {
        var command = new ArrayList<>(List.of(
                settings.java().toString(),
                "-Xmx" + settings.heap(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                // its last lines name the signal and the library; the whole report would lie wherever the server runs
                "-XX:ErrorFile=/dev/null",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                // LWJGL reads and writes memory through it, and the JVM would warn of that in every worker's last lines
                "--sun-misc-unsafe-memory-access=allow",
                // C2 gives up on vectors in large methods: each method of the kernels is compiled by itself, with the
                // arithmetic in it
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=dontinline,dev.kennel.quantize.simd.kernel.*::*",
                "-XX:CompileCommand=inline,dev.kennel.quantize.simd.lane.*::*",
                // vectors in scratch arrays lie within cache lines then
                "-XX:ObjectAlignmentInBytes=64"));
        settings.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", settings.classPath(), main));
        var builder = new ProcessBuilder(command);
        WorkerEnvironment.prepare(builder.environment(), settings.softwareDevices());
        return new WorkerProcess(settings, builder.start(), died);
    }

    /// Runs a task to its end.
    ///
    /// @throws TaskFailure when the task cannot be done
    /// @throws WorkerDied when the process ended, hung or broke on the way
    /// @throws CancellationException when the listener said so; the process is ended
    public <R> R run(Task<R> task, WorkerListener listener) throws TaskFailure, WorkerDied {
        try {
            return attend(task, listener);
        } catch (WorkerDied e) {
            died.run();
            throw e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <R> R attend(Task<R> task, WorkerListener listener) throws TaskFailure, WorkerDied {
        assign(task);
        long lastHeard = System.nanoTime();
        while (true) {
            Optional<Heard> next = poll();
            if (listener.cancelled()) {
                throw new CancellationException("The job was cancelled.");
            }
            if (next.isEmpty()) {
                refuseSilence(lastHeard);
                continue;
            }
            Optional<Event.Result> result = hear(next.get(), listener);
            if (result.isPresent()) {
                return decode(result.get().value(), task.resultType());
            }
            lastHeard = System.nanoTime();
        }
    }

    private Optional<Event.Result> hear(Heard heard, WorkerListener listener) throws TaskFailure, WorkerDied {
        return switch (heard) {
            case Heard.Ended() -> throw new WorkerDied(describeEnd());
            case Heard.Said(Event.Progress step) -> {
                listener.progress(decodeStep(step));
                yield Optional.empty();
            }
            case Heard.Said(Event.Log log) -> {
                tellLeftOut(listener);
                listener.log(log.line());
                yield Optional.empty();
            }
            case Heard.Said(Event.Result result) -> Optional.of(result);
            case Heard.Said(Event.Failed failed) when failed.fault() -> throw new WorkerDied(failed.message());
            case Heard.Said(Event.Failed failed) -> throw new TaskFailure(failed.message());
        };
    }

    private void tellLeftOut(WorkerListener listener) {
        long lines = leftOut.getAndSet(0);
        if (lines > 0) {
            listener.log("(" + lines + " lines left out: the worker wrote faster than they could be kept)");
        }
    }

    /// The last lines that the process wrote, oldest first.
    public List<String> lastLines() {
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    /// Lets the process end and hears what it still has to write: libraries that log on a thread of their own write the
    /// rest when they are unloaded.
    ///
    /// @return the last lines that it wrote, oldest first
    public List<String> finish() {
        try {
            input.close();
            process.waitFor(END_WAIT);
            errorReader.join(END_WAIT);
        } catch (IOException e) {
            remember("The worker's input could not be closed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lastLines();
    }

    /// @param told once, when the process has ended, however
    public void onEnd(Runnable told) {
        process.onExit().thenRun(told);
    }

    public long pid() {
        return process.pid();
    }

    /// Ends the process. When this returns it writes no more.
    @Override
    public void close() {
        process.destroyForcibly();
        eventReader.interrupt();
        process.onExit()
                .completeOnTimeout(process, END_WAIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void assign(Task<?> task) throws WorkerDied {
        try {
            JsonNode body = json.valueToTree(task);
            input.write(json.writeValueAsBytes(new Assignment(task.getClass().getName(), body)));
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            throw new WorkerDied(describeEnd());
        }
    }

    private Optional<Heard> poll() throws WorkerDied {
        try {
            return Optional.ofNullable(heard.poll(POLL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The server is stopping.");
        }
    }

    private void refuseSilence(long lastHeard) throws WorkerDied {
        if (System.nanoTime() - lastHeard > settings.silence().toNanos()) {
            close();
            throw new WorkerDied("The worker said nothing for "
                    + settings.silence().toSeconds() + " s, longer than it may, and was ended.");
        }
    }

    private void readEvents() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(eventOf(line));
            }
            heard.put(new Heard.Ended());
        } catch (IOException e) {
            remember("The worker's output broke off: " + e.getMessage());
            heard.offer(new Heard.Ended());
        } catch (InterruptedException e) {
            heard.clear();
            heard.offer(new Heard.Ended());
        }
    }

    private void take(Event event) throws InterruptedException {
        switch (event) {
            case Event.Log log -> {
                remember(log.line());
                if (!heard.offer(new Heard.Said(log))) {
                    leftOut.incrementAndGet();
                }
            }
            case Event.Progress _, Event.Result _, Event.Failed _ -> heard.put(new Heard.Said(event));
        }
    }

    /// A line that is no event was printed by a native library.
    private Event eventOf(String line) {
        try {
            Event event = json.readValue(line, Event.class);
            return event instanceof Event.Log log ? new Event.Log(shortened(log.line())) : event;
        } catch (JsonProcessingException e) {
            return new Event.Log(shortened(line));
        }
    }

    private void readLines(InputStream stream) {
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.equals(JVM_NOTICE)) {
                    remember(line);
                }
            }
        } catch (IOException e) {
            remember("The worker's error output broke off: " + e.getMessage());
        }
    }

    private static String shortened(String line) {
        return line.length() <= LINE_LENGTH ? line : line.substring(0, LINE_LENGTH) + "…";
    }

    private void remember(String line) {
        synchronized (lastLines) {
            lastLines.add(shortened(line));
            if (lastLines.size() > LAST_LINES) {
                lastLines.remove();
            }
        }
    }

    /// After its last words have been heard: what a library says before it aborts comes by another stream. One that
    /// cannot be talked to any more and lives on is ended.
    private String describeEnd() {
        int status;
        try {
            if (!process.waitFor(END_WAIT)) {
                close();
                return "The worker closed its input or output without ending, and was ended.";
            }
            status = process.exitValue();
            errorReader.join(END_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "The worker was ended while the server is stopping.";
        }
        return "The worker ended with " + WorkerExit.describe(status, lastLines()) + ".";
    }

    private <R> R decode(JsonNode value, Class<R> type) {
        try {
            return json.treeToValue(value, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The worker's " + type.getSimpleName() + " cannot be read", e);
        }
    }

    /// Only records of Kennel's own capabilities are decoded: the class name comes from another process.
    private Object decodeStep(Event.Progress step) {
        if (!step.type().startsWith("dev.kennel.")) {
            throw new IllegalStateException("A worker reported a step of the foreign class " + step.type());
        }
        try {
            Class<?> type =
                    Class.forName(step.type(), false, Thread.currentThread().getContextClassLoader());
            if (!type.isRecord()) {
                throw new IllegalStateException("A worker reported a step that is no record: " + step.type());
            }
            return decode(step.step(), type);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("A worker reported a step of an unknown class", e);
        }
    }
}
