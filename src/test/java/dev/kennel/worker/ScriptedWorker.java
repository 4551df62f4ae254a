package dev.kennel.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/// A worker's main that does what its task says, without native code.
final class ScriptedWorker implements TaskRunner<ScriptedTask, ScriptedAnswer> {

    private static final int ABORTED = 128 + 6;

    private final OutputStream output;

    private ScriptedWorker(OutputStream output) {
        this.output = output;
    }

    public static void main(String[] arguments) throws InterruptedException {
        var output = new FileOutputStream(FileDescriptor.out);
        new WorkerLoop(Map.of(ScriptedTask.class, new ScriptedWorker(output)), output).run(System.in);
    }

    @Override
    public ScriptedAnswer run(ScriptedTask task, Reporter reporter) throws Exception {
        return switch (task.script()) {
            case ANSWER -> answer(reporter);
            case CHATTER -> chatter(reporter);
            case REFUSE -> throw new TaskFailure("refused");
            case BREAK -> throw new IllegalStateException("broken");
            case HALT -> halt();
            case CRASH -> crash();
            case MUTTER -> mutter();
            case HANG -> hang();
            case CLOSE_OUTPUT -> closeOutput();
        };
    }

    private static ScriptedAnswer answer(Reporter reporter) {
        reporter.progress(new ScriptedAnswer("half"));
        reporter.log("a line");
        return new ScriptedAnswer("done");
    }

    private static ScriptedAnswer chatter(Reporter reporter) {
        reporter.progress(new ScriptedAnswer("begun"));
        for (int i = 0; i < 2 * WorkerProcess.MOST_WAITING; i++) {
            reporter.log("line " + i);
        }
        reporter.log("x".repeat(10_000));
        return new ScriptedAnswer("done");
    }

    private static ScriptedAnswer halt() {
        System.err.println("last words");
        Runtime.getRuntime().halt(ABORTED);
        throw new AssertionError();
    }

    private static ScriptedAnswer crash() {
        MemorySegment nowhere = MemorySegment.NULL.reinterpret(Long.BYTES);
        throw new AssertionError(nowhere.get(ValueLayout.JAVA_LONG, 0));
    }

    private static ScriptedAnswer mutter() {
        System.err.println("muttered");
        return new ScriptedAnswer("done");
    }

    private static ScriptedAnswer hang() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
        throw new AssertionError();
    }

    private ScriptedAnswer closeOutput() throws IOException, InterruptedException {
        output.close();
        return hang();
    }
}
