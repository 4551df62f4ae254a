package dev.kennel.llama;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Memory that llama.cpp says it has allocated, to 0.01 MiB.
///
/// @param device as ggml names the buffer, `CPU_Mapped` or `CUDA0` say
public record BufferUse(Purpose purpose, String device, long bytes) {

    public enum Purpose {
        /// The tensors.
        MODEL,
        /// Keys and values, or the state of recurrent layers.
        CONTEXT,
        /// What a decode computes with, and its output.
        COMPUTE
    }

    private static final Pattern LINE =
            Pattern.compile("\\S+:\\s+(\\S+)\\s+(model|KV|RS|compute|output) buffer size =\\s+([0-9.]+) MiB");
    private static final double MEBIBYTE = 1024 * 1024;

    /// All that is told in what llama.cpp logged.
    static List<BufferUse> in(List<LogLine> lines) {
        return lines.stream()
                .map(line -> LINE.matcher(line.text().strip()))
                .filter(Matcher::matches)
                .map(BufferUse::of)
                .toList();
    }

    private static BufferUse of(Matcher line) {
        Purpose purpose =
                switch (line.group(2)) {
                    case "model" -> Purpose.MODEL;
                    case "KV", "RS" -> Purpose.CONTEXT;
                    default -> Purpose.COMPUTE;
                };
        return new BufferUse(purpose, line.group(1), Math.round(Double.parseDouble(line.group(3)) * MEBIBYTE));
    }
}
