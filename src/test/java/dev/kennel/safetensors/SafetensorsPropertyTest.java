package dev.kennel.safetensors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/// What holds for every file: the reader gives back what was written, and answers damage with tensors or a refusal.
class SafetensorsPropertyTest {

    private static final String[] TYPES = {"F32", "F16", "BF16"};
    private static final int MUTATIONS = 50;

    @TempDir
    Path directory;

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rowsAndColumnsAreThoseThatWereWritten(long seed) throws IOException {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(40);
        int columns = 1 + random.nextInt(40);
        float[] numbers = numbers(random, rows * columns);
        SafetensorsFile file = SafetensorsFile.read(written(random, numbers, rows, columns));
        StoredTensor matrix = file.tensors().get("W_dec");

        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertThat(file.row(matrix, row)[column])
                        .as("seed %d, row %d, column %d", seed, row, column)
                        .isEqualTo(numbers[row * columns + column])
                        .isEqualTo(file.column(matrix, column)[row]);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damageIsAnsweredWithTensorsOrARefusal(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(written(random, numbers(random, 6), 2, 3));
        Path file = directory.resolve("damaged.safetensors");
        for (int index = 0; index < MUTATIONS; index++) {
            byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(2) * random.nextInt(20));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                readAll(SafetensorsFile.read(Files.write(file, damaged)));
            } catch (SafetensorsException refusal) {
                assertThat(refusal.problem())
                        .as("seed %d, mutation %d", seed, index)
                        .isNotEmpty();
            } catch (IOException | RuntimeException | Error defect) {
                fail("seed %d, mutation %d".formatted(seed, index), defect);
            }
        }
    }

    static void readAll(SafetensorsFile file) throws IOException {
        for (StoredTensor tensor : file.tensors().values()) {
            file.row(tensor, 0);
            file.column(tensor, 0);
        }
    }

    /// The matrix somewhere among others.
    private Path written(Random random, float[] numbers, int rows, int columns) {
        SafetensorsWriter writer = SafetensorsWriter.empty();
        others(random, writer, "before");
        writer.tensor("W_dec", TYPES[random.nextInt(TYPES.length)], numbers, rows, columns);
        others(random, writer, "behind");
        return writer.write(directory.resolve("whole.safetensors"));
    }

    private static void others(Random random, SafetensorsWriter writer, String name) {
        for (int i = random.nextInt(3); i > 0; i--) {
            int length = random.nextInt(5);
            writer.tensor(name + i, "F32", numbers(random, length), length);
        }
    }

    /// Such as every type holds exactly.
    private static float[] numbers(Random random, int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (random.nextInt(255) - 127) / 8f;
        }
        return numbers;
    }
}
