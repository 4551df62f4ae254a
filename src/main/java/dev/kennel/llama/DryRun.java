package dev.kennel.llama;

import java.util.List;

/// What [Quantizer#dryRun] found out.
///
/// @param accepted false when llama.cpp refused; the reason is in the log
/// @param log what it logged, a line a tensor among it, in file order
public record DryRun(boolean accepted, List<LogLine> log) {

    public DryRun {
        log = List.copyOf(log);
    }
}
