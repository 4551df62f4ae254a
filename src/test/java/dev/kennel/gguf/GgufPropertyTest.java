package dev.kennel.gguf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgufReader.TensorData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/// What holds for every file: the reader gives back what was written, and answers damage with a header or a refusal.
class GgufPropertyTest {

    private static final int MUTATIONS = 200;

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsBackWhatWasWritten(long seed) throws IOException {
        Written written = written(new Random(seed));

        GgufHeader header = read(written.file().toByteArray());

        assertThat(List.copyOf(header.metadata().sequencedEntrySet()))
                .as("metadata of seed %d", seed)
                .isEqualTo(List.copyOf(written.header().metadata().sequencedEntrySet()));
        assertThat(header).as("header of seed %d", seed).isEqualTo(written.header());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answersDamageWithAHeaderOrARefusal(long seed) {
        Random random = new Random(seed);
        Written written = written(random);
        byte[] whole = written.file().toByteArray();
        int headerBytes = (int) written.header().dataOffset();
        for (int index = 0; index < MUTATIONS; index++) {
            byte[] damaged = whole.clone();
            damage(random, damaged, headerBytes);
            try {
                read(damaged);
            } catch (GgufFormatException refusal) {
                assertThat(refusal.offset())
                        .as("seed %d, mutation %d", seed, index)
                        .isNotNegative();
            } catch (IOException | RuntimeException | Error defect) {
                fail("seed %d, mutation %d".formatted(seed, index), defect);
            }
        }
    }

    /// A file and what must be read from it.
    private record Written(GgufWriter file, GgufHeader header) {}

    private static Written written(Random random) {
        GgufWriter file = GgufWriter.model("llama").seed(random.nextLong());
        SequencedMap<String, GgufValue> metadata = new LinkedHashMap<>();
        metadata.put("general.architecture", GgufValue.of("llama"));
        metadata.put("general.type", GgufValue.of("model"));
        int alignment = 1 << random.nextInt(8);
        if (alignment != GgufHeader.DEFAULT_ALIGNMENT) {
            metadata.put("general.alignment", GgufValue.uint32(alignment));
        }
        file.alignment(alignment);
        for (int index = random.nextInt(12); index > 0; index--) {
            GgufValue value = value(random);
            metadata.put("key." + index, value);
            file.put("key." + index, value);
        }
        List<TensorInfo> tensors = new ArrayList<>();
        long offset = 0;
        for (int index = random.nextInt(8); index > 0; index--) {
            TensorInfo tensor = tensor(random, "tensor." + index, offset);
            tensors.add(tensor);
            file.tensor(
                    tensor.name(),
                    tensor.type(),
                    tensor.shape().stream().mapToLong(Long::longValue).toArray());
            offset = GgufHeader.padded(offset + tensor.bytes(), alignment);
        }
        int dataOffset = file.headerBytes().length;
        return new Written(file, new GgufHeader(3, alignment, metadata, tensors, dataOffset));
    }

    private static TensorInfo tensor(Random random, String name, long offset) {
        GgmlType[] types = GgmlType.values();
        GgmlType type = types[random.nextInt(types.length)];
        List<Long> shape = new ArrayList<>();
        shape.add((long) type.blockSize() * (1 + random.nextInt(3)));
        for (int dimensions = random.nextInt(4); dimensions > 0; dimensions--) {
            shape.add(1L + random.nextInt(4));
        }
        return new TensorInfo(name, shape, type, offset);
    }

    private static GgufValue value(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> GgufValue.uint32(random.nextInt() & 0xffffffffL);
            case 1 -> GgufValue.int32(random.nextInt());
            case 2 -> new GgufValue.Int(ValueType.UINT8, random.nextInt(256));
            case 3 -> new GgufValue.Int(ValueType.INT16, (short) random.nextInt());
            case 4 -> new GgufValue.Int(ValueType.INT64, random.nextLong());
            case 5 -> GgufValue.float32(random.nextFloat());
            case 6 -> new GgufValue.Real(ValueType.FLOAT64, random.nextGaussian());
            case 7 -> GgufValue.of(random.nextBoolean());
            case 8 -> GgufValue.of(text(random));
            case 9 -> new GgufValue.Texts(several(random, () -> text(random)));
            case 10 -> new GgufValue.Ints(ValueType.UINT16, several(random, () -> (long) random.nextInt(65_536)));
            default -> new GgufValue.Reals(ValueType.FLOAT32, several(random, () -> (double) random.nextFloat()));
        };
    }

    private static <T> List<T> several(Random random, Supplier<T> element) {
        return IntStream.range(0, random.nextInt(20))
                .mapToObj(_ -> element.get())
                .toList();
    }

    /// Without NUL, which no text of a GGUF may hold.
    private static String text(Random random) {
        return random.ints(random.nextInt(30), 1, 0x2fff)
                .filter(Character::isDefined)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void damage(Random random, byte[] file, int headerBytes) {
        int position = random.nextInt(headerBytes);
        switch (random.nextInt(3)) {
            case 0 -> file[position] = (byte) random.nextInt();
            case 1 -> file[position] ^= (byte) (1 << random.nextInt(8));
            default -> Arrays.fill(file, position, Math.min(file.length, position + 8), (byte) 0xff);
        }
    }

    private static GgufHeader read(byte[] file) throws IOException {
        return GgufReader.read(
                Channels.newChannel(new ByteArrayInputStream(file)),
                "",
                file.length,
                TensorData.REQUIRED,
                GgufLimits.DEFAULT);
    }
}
