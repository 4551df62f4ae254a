package dev.kennel.quantize.run;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.recipe.TensorTypes;

import static org.assertj.core.api.Assertions.assertThat;

/// What [ImportanceRules] says of ggml's encoders is what they do.
class ImportanceRulesTest {

    private static final int ROW_LENGTH = 1024;

    private final RowEncoder encoder = PackagedLlama.get().rowEncoder();

    @ParameterizedTest
    @MethodSource
    void weightsAffectTheTypesThatTheyAreSaidTo(GgmlType type) {
        try (Arena arena = Arena.ofConfined()) {
            // Given
            FloatBuffer row = random(arena, 3, -1);
            // When
            ByteBuffer without = encode(arena, type, row, Optional.empty());
            ByteBuffer with = encode(arena, type, row, Optional.of(random(arena, 4, 0)));
            // Then
            assertThat(!with.equals(without)).isEqualTo(ImportanceRules.affect(type));
        }
    }

    static Stream<GgmlType> weightsAffectTheTypesThatTheyAreSaidTo() {
        return Arrays.stream(GgmlType.values())
                .filter(TensorTypes::isTarget)
                .filter(type -> !ImportanceRules.abortsWithout(type));
    }

    private ByteBuffer encode(Arena arena, GgmlType type, FloatBuffer row, Optional<FloatBuffer> weights) {
        ByteBuffer target = arena.allocate(type.bytes(ROW_LENGTH)).asByteBuffer();
        encoder.prepare(type);
        encoder.encode(type, row, ROW_LENGTH, weights, target);
        return target;
    }

    private static FloatBuffer random(Arena arena, long seed, double least) {
        var random = new SplittableRandom(seed);
        FloatBuffer values = arena.allocate(ValueLayout.JAVA_FLOAT, ROW_LENGTH)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < ROW_LENGTH; i++) {
            values.put(i, (float) random.nextDouble(least, 1));
        }
        return values;
    }
}
