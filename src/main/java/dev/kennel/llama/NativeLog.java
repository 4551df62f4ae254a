package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Receives what llama.cpp logs, joins the pieces to lines and hands them on. Calls come from any native thread.
final class NativeLog {

    /// `GGML_LOG_LEVEL_CONT`: the piece continues the line before.
    private static final int CONTINUED = 5;

    private final StringBuilder pending = new StringBuilder();
    private LogLine.Level level = LogLine.Level.NONE;
    private Consumer<LogLine> sink = line -> {};

    synchronized void sendTo(Consumer<LogLine> sink) {
        this.sink = sink;
    }

    /// What is logged while `work` runs, which the sink hears too. Only one at a time makes sense.
    List<LogLine> during(Runnable work) {
        List<LogLine> lines = new ArrayList<>();
        Consumer<LogLine> before = replaceSink(lines);
        try {
            work.run();
        } finally {
            finish(before);
        }
        return lines;
    }

    private synchronized Consumer<LogLine> replaceSink(List<LogLine> lines) {
        Consumer<LogLine> before = sink;
        sink = line -> {
            lines.add(line);
            before.accept(line);
        };
        return before;
    }

    private synchronized void finish(Consumer<LogLine> before) {
        flush();
        sink = before;
    }

    /// The reason for a failure: what was last logged as an error.
    static String lastError(List<LogLine> lines) {
        return lines.reversed().stream()
                .filter(line ->
                        line.level() == LogLine.Level.ERROR && !line.text().isBlank())
                .map(LogLine::text)
                .findFirst()
                .orElse("it gave no reason");
    }

    /// `void (*ggml_log_callback)(enum ggml_log_level level, const char * text, void * user_data)`
    MemorySegment callback(Linker linker) {
        try {
            var type = MethodType.methodType(void.class, int.class, MemorySegment.class, MemorySegment.class);
            var receive = MethodHandles.lookup().bind(this, "receive", type);
            var descriptor = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
            return linker.upcallStub(receive, descriptor, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An exception must not leave an upcall: it would end the process.
    private void receive(int pieceLevel, MemorySegment text, MemorySegment userData) {
        try {
            append(pieceLevel, text.reinterpret(Long.MAX_VALUE).getString(0));
        } catch (RuntimeException e) {
            append(LogLine.Level.ERROR.ordinal(), "A log line was lost: " + e + "\n");
        }
    }

    private synchronized void append(int pieceLevel, String text) {
        if (pieceLevel != CONTINUED && pieceLevel < LogLine.Level.values().length) {
            level = LogLine.Level.values()[pieceLevel];
        }
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            pending.append(text, start, end);
            emit();
            start = end + 1;
        }
        pending.append(text, start, text.length());
    }

    private void flush() {
        if (!pending.isEmpty()) {
            emit();
        }
    }

    private void emit() {
        String text = pending.toString();
        pending.setLength(0);
        sink.accept(new LogLine(level, text));
    }
}
