package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.UnitKey;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SlabLayoutTest {

    private static final String DIGEST = "0".repeat(64);
    private static final List<GgmlType> SOURCES = List.of(GgmlType.F32, GgmlType.F16, GgmlType.BF16);
    private static final List<GgmlType> TARGETS =
            List.of(GgmlType.F32, GgmlType.BF16, GgmlType.Q4_K, GgmlType.Q8_0, GgmlType.IQ1_S, GgmlType.Q6_K);

    @Test
    void aSlabIsNeverLargerThanAskedForUnlessItIsASingleRow() throws TaskFailure {
        for (long seed = 0; seed < 2000; seed++) {
            // Given
            var random = new Random(seed);
            TensorWork tensor = tensor(random);
            long slabBytes = 1L << random.nextInt(10, 28);
            // When
            SlabLayout layout = SlabLayout.of(tensor, slabBytes);
            // Then
            assertThat(layout.bytes() <= slabBytes || layout.rowsPerSlab() == 1)
                    .as("seed %d: %s", seed, layout)
                    .isTrue();
            assertThat(layout.rowsPerSlab())
                    .as("seed %d", seed)
                    .isBetween(1L, tensor.shape().get(1));
        }
    }

    @Test
    void aRowThatFitsIntoNoBufferIsRefusedByName() {
        var units = List.of(new UnitWork(new UnitKey(DIGEST), GgmlType.Q8_0, false));
        long weights = 1L << 30;
        var tensor = new TensorWork("huge.weight", 0, 0, 2 * weights, DIGEST, GgmlType.BF16, List.of(weights), units);

        assertThatThrownBy(() -> SlabLayout.of(tensor, 1 << 20))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("huge.weight")
                .hasMessageContaining("less than 2 GiB");
    }

    @Test
    void theEncodingsDoNotOverlap() throws TaskFailure {
        for (long seed = 0; seed < 2000; seed++) {
            // Given
            TensorWork tensor = tensor(new Random(seed));
            // When
            SlabLayout layout = SlabLayout.of(tensor, 1 << 20);
            // Then
            List<Long> starts = new ArrayList<>(layout.unitOffsets());
            starts.removeIf(start -> start == 0);
            assertThat(starts).as("seed %d", seed).isSorted().allMatch(start -> start % 64 == 0);
            for (int i = 0; i < tensor.units().size(); i++) {
                long end = layout.unitOffsets().get(i)
                        + tensor.units()
                                .get(i)
                                .type()
                                .bytes(layout.rowsPerSlab() * tensor.shape().getFirst());
                long start = layout.unitOffsets().get(i);
                assertThat(end)
                        .as("seed %d, unit %d", seed, i)
                        .isLessThanOrEqualTo(starts.stream()
                                .filter(next -> next > start)
                                .findFirst()
                                .orElse(layout.bytes()));
            }
        }
    }

    private static TensorWork tensor(Random random) {
        GgmlType type = SOURCES.get(random.nextInt(SOURCES.size()));
        long rowLength = 256L * random.nextInt(1, 40);
        long rows = random.nextInt(1, 5000);
        List<GgmlType> targets = new ArrayList<>(TARGETS);
        Collections.shuffle(targets, random);
        List<UnitWork> units = targets.subList(0, random.nextInt(1, targets.size())).stream()
                .map(target -> new UnitWork(key(type, target), target, false))
                .toList();
        return new TensorWork("t", 0, 0, type.bytes(rowLength * rows), DIGEST, type, List.of(rowLength, rows), units);
    }

    private static UnitKey key(GgmlType source, GgmlType target) {
        return UnitKey.of(DIGEST, source, List.of(256L), target, Optional.empty());
    }
}
