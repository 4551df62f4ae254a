package dev.kennel.steer;

import java.util.List;

/// How responses are measured.
///
/// @param strengths in units, rising; 0 is one of them
/// @param together probes that are read side by side
/// @param threads of llama.cpp
/// @param device that the file is computed on
public record ResponseSettings(List<Double> strengths, int together, int threads, String device) {

    /// Those of the protocol.
    public static final List<Double> STRENGTHS = List.of(-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5);

    public static final int DEFAULT_TOGETHER = 8;

    public ResponseSettings {
        strengths = List.copyOf(strengths);
    }

    public double[] strengthArray() {
        return strengths.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
