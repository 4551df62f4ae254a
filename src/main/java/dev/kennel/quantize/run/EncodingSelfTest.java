package dev.kennel.quantize.run;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodingVersion;
import dev.kennel.quantize.ImportanceRules;

/// The known answers of an encoding version: for each type the SHA-256 of some rows, encoded without importance weights
/// and with them. An encoder that gives other bytes, such as ggml compiled to fused multiply-add, must not be used.
final class EncodingSelfTest {

    private static final int ROWS = 4;
    private static final int ROW_LENGTH = 512;
    private static final long SEED = 20_261_124;

    private final Properties answers;

    EncodingSelfTest(Properties answers) {
        this.answers = answers;
    }

    static EncodingSelfTest ofCurrentVersion() throws IOException {
        String resource = EncodingVersion.CURRENT + ".properties";
        try (InputStream stream = EncodingSelfTest.class.getResourceAsStream(resource)) {
            var answers = new Properties();
            answers.load(stream);
            return new EncodingSelfTest(answers);
        }
    }

    boolean passes(TensorEncoder encoder, GgmlType type) {
        return answer(encoder, type).equals(answers.getProperty(type.ggmlName()));
    }

    String refusal(GgmlType type) {
        return "This llama.cpp does not encode " + type.ggmlName() + " to the bytes of encoding version "
                + EncodingVersion.CURRENT + ". It may plan and run models, but not encode: use the packaged libraries"
                + " (leave kennel.llama.directory as it is) on an x86-64 machine.";
    }

    /// What an encoder makes of the rows, as a digest.
    static String answer(TensorEncoder encoder, GgmlType type) {
        encoder.prepare(type);
        MessageDigest digest = Sha256.newDigest();
        try (Arena arena = Arena.ofConfined()) {
            FloatBuffer rows = rows(arena);
            ByteBuffer target =
                    arena.allocate(type.bytes((long) ROWS * ROW_LENGTH)).asByteBuffer();
            if (!ImportanceRules.abortsWithout(type)) {
                encoder.encode(type, new FloatRows(rows, ROW_LENGTH, Optional.empty()), target);
                digest.update(target.duplicate());
            }
            encoder.encode(type, new FloatRows(rows, ROW_LENGTH, Optional.of(importance(arena))), target);
            digest.update(target);
        }
        return Sha256.ofRaw(digest.digest()).hex();
    }

    /// Rows of very different magnitude, with outliers, a block of zeros and one of tiny numbers.
    private static FloatBuffer rows(Arena arena) {
        var random = new SplittableRandom(SEED);
        FloatBuffer rows = floats(arena, ROWS * ROW_LENGTH);
        for (int i = 0; i < rows.capacity(); i++) {
            double value = (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 0.05;
            double scale = random.nextInt(64) == 0 ? 8 : 1;
            rows.put(i, (float) (value * scale * Math.scalb(1.0, i / 256 % 3)));
        }
        for (int i = 0; i < 32; i++) {
            rows.put(ROW_LENGTH + i, 0);
            rows.put(2 * ROW_LENGTH + i, rows.get(2 * ROW_LENGTH + i) * 1e-30f);
        }
        return rows;
    }

    private static FloatBuffer importance(Arena arena) {
        var random = new SplittableRandom(SEED + 1);
        FloatBuffer weights = floats(arena, ROW_LENGTH);
        for (int i = 0; i < ROW_LENGTH; i++) {
            double value = random.nextDouble();
            weights.put(i, (float) (value * value * 4));
        }
        return weights;
    }

    private static FloatBuffer floats(Arena arena, int count) {
        return arena.allocate((long) count * Float.BYTES, Float.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
