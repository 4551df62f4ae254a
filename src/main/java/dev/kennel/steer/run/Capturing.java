package dev.kennel.steer.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.kennel.llama.BlockObserver;
import dev.kennel.llama.LlamaException;
import dev.kennel.steer.ActivationsReport.Block;
import dev.kennel.steer.ActivationsTask;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

/// Keeps what comes out of blocks, token after token. Each micro-batch shows all blocks one after another.
final class Capturing implements BlockObserver, AutoCloseable {

    private final ActivationsTask task;
    private final int tokens;
    private final int[] seen;
    private final ActivationStatistics[] statistics;
    private Optional<ActivationFile> file = Optional.empty();
    private int width;

    /// @param tokens that will be read
    Capturing(ActivationsTask task, int tokens) {
        this.task = task;
        this.tokens = tokens;
        this.seen = new int[task.blocks()];
        this.statistics = new ActivationStatistics[task.blocks()];
    }

    @Override
    public boolean wants(int block) {
        return block < task.blocks();
    }

    @Override
    public void block(int block, MemorySegment values, int count, int each) {
        try {
            if (file.isEmpty()) {
                width = each;
                file = Optional.of(ActivationFile.create(task.target(), task.format(), task.blocks(), width, tokens));
            }
            if (statistics[block] == null) {
                statistics[block] = new ActivationStatistics(width);
            }
            var row = new float[width];
            for (int token = 0; token < count; token++) {
                MemorySegment.copy(values, JAVA_FLOAT, (long) token * width * Float.BYTES, row, 0, width);
                statistics[block].add(row);
                file.get().put(block, seen[block]++, row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int width() {
        return width;
    }

    /// @throws LlamaException naming a block that did not show all tokens
    List<Block> summaries() {
        for (int block = 0; block < seen.length; block++) {
            if (seen[block] != tokens) {
                throw new LlamaException(
                        "llama.cpp showed %d of %d tokens after block %d; this architecture's blocks cannot be captured yet."
                                .formatted(seen[block], tokens, block));
            }
        }
        return IntStream.range(0, seen.length)
                .mapToObj(block -> statistics[block].summary(block))
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
