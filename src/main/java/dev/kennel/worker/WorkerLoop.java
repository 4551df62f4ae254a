package dev.kennel.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// The worker's side of the conversation: reads assignments, runs them one after another, writes events.
///
/// The process halts as soon as its standard input closes, in the middle of native code too, so that no worker
/// outlives its server.
public final class WorkerLoop {

    /// Exit status of a worker whose server went away.
    static final int INPUT_CLOSED = 4;

    private final Map<Class<? extends Task<?>>, TaskRunner<?, ?>> runners;
    private final ObjectMapper json = WorkerJson.mapper();
    private final OutputStream events;
    private final BlockingQueue<Assignment> assignments = new LinkedBlockingQueue<>();

    public WorkerLoop(Map<Class<? extends Task<?>>, TaskRunner<?, ?>> runners, OutputStream events) {
        this.runners = Map.copyOf(runners);
        this.events = events;
    }

    /// Runs until `input` closes; never returns.
    public void run(InputStream input) throws InterruptedException {
        Thread.ofPlatform().daemon().name("assignments").start(() -> readAssignments(input));
        while (true) {
            emit(outcomeOf(assignments.take()));
        }
    }

    private void readAssignments(InputStream input) {
        try (var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assignments.add(json.readValue(line, Assignment.class));
            }
        } catch (IOException e) {
            emit(new Event.Failed("The assignment cannot be read: " + e.getMessage(), true));
        } finally {
            Runtime.getRuntime().halt(INPUT_CLOSED);
        }
    }

    private Event outcomeOf(Assignment assignment) {
        try {
            Object result = perform(assignment);
            return new Event.Result(json.valueToTree(result));
        } catch (TaskFailure e) {
            return new Event.Failed(e.getMessage(), false);
        } catch (Exception | LinkageError e) {
            emit(new Event.Log(stackTrace(e)));
            return new Event.Failed(e.toString(), true);
        }
    }

    @SuppressWarnings("unchecked")
    private <R> R perform(Assignment assignment) throws Exception {
        for (var entry : runners.entrySet()) {
            if (entry.getKey().getName().equals(assignment.task())) {
                var task = (Task<R>) json.treeToValue(assignment.body(), entry.getKey());
                return ((TaskRunner<Task<R>, R>) entry.getValue()).run(task, new LineReporter());
            }
        }
        throw new TaskFailure("This worker has no runner for the task " + assignment.task()
                + "; server and worker must be of the same version.");
    }

    private static String stackTrace(Throwable e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private synchronized void emit(Event event) {
        try {
            events.write(json.writeValueAsBytes(event));
            events.write('\n');
            events.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("This event cannot be written as JSON: " + event, e);
        } catch (IOException e) {
            Runtime.getRuntime().halt(INPUT_CLOSED);
        }
    }

    private final class LineReporter implements Reporter {

        @Override
        public void progress(Object step) {
            emit(new Event.Progress(step.getClass().getName(), json.valueToTree(step)));
        }

        @Override
        public void log(String line) {
            emit(new Event.Log(line));
        }
    }
}
