package dev.kennel.quantize.codebook;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import dev.kennel.gguf.GgmlType;

/// Reads grids out of ggml: blocks that name one point after another are decoded.
public record GridReader(BlockDecoder ggml) implements GridSource {

    private static final int SIZE = 256;

    @Override
    public byte[] levels(GgmlType type) {
        return switch (type) {
            case IQ1_S -> levels(floats(type, 2048, 8, 8f, GridReader::putIq1S), -7, 8);
            case IQ2_XXS -> levels(floats(type, 256, 8, 8f, GridReader::putIq2Xxs), 8, 17);
            case IQ2_XS -> levels(floats(type, 512, 8, 8f, GridReader::putIq2Xs), 8, 17);
            case IQ2_S -> levels(floats(type, 1024, 8, 8f, GridReader::putIq2S), 8, 17);
            case IQ3_XXS -> levels(floats(type, 256, 4, 4f, GridReader::putIq3Xxs), 4, 8);
            case IQ3_S -> levels(floats(type, 512, 4, 1f, GridReader::putIq3S), 1, 2);
            default -> throw new IllegalArgumentException(type.ggmlName() + " has no grid");
        };
    }

    private interface PointWriter {
        /// Names a point in a block.
        ///
        /// @param place among the block's points
        void put(ByteBuffer block, int place, int point);
    }

    private static void putIq1S(ByteBuffer block, int place, int point) {
        block.put(2 + place, (byte) point);
        int high = 34 + place / 4 * 2;
        block.putShort(high, (short) (block.getShort(high) | point >> 8 << 3 * (place % 4)));
    }

    private static void putIq2Xxs(ByteBuffer block, int place, int point) {
        block.put(2 + place / 4 * 8 + place % 4, (byte) point);
    }

    private static void putIq2Xs(ByteBuffer block, int place, int point) {
        block.putShort(2 + 2 * place, (short) point);
    }

    private static void putIq2S(ByteBuffer block, int place, int point) {
        block.put(2 + place, (byte) point);
        int high = 66 + place / 4;
        block.put(high, (byte) (block.get(high) | point >> 8 << 2 * (place % 4)));
    }

    private static void putIq3Xxs(ByteBuffer block, int place, int point) {
        block.put(2 + place, (byte) point);
    }

    private static void putIq3S(ByteBuffer block, int place, int point) {
        block.put(2 + place, (byte) point);
        int high = 66 + place / 8;
        block.put(high, (byte) (block.get(high) | point >> 8 << place % 8));
    }

    /// @param scale of the blocks, so that points come out as whole numbers
    private FloatBuffer floats(GgmlType type, int points, int dimensions, float scale, PointWriter writer) {
        int pointsPerBlock = SIZE / dimensions;
        int blocks = points / pointsPerBlock;
        ByteBuffer encoded = ByteBuffer.allocateDirect(blocks * type.blockBytes());
        for (int i = 0; i < blocks; i++) {
            ByteBuffer block =
                    encoded.slice(i * type.blockBytes(), type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
            block.putShort(0, Float.floatToFloat16(scale));
            for (int place = 0; place < pointsPerBlock; place++) {
                writer.put(block, place, i * pointsPerBlock + place);
            }
        }
        FloatBuffer decoded = ByteBuffer.allocateDirect(blocks * SIZE * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        ggml.decode(type, encoded, decoded);
        return decoded;
    }

    /// @param least the number of level 0
    /// @param step from one level to the next; the last may lie nearer
    private static byte[] levels(FloatBuffer decoded, int least, int step) {
        byte[] levels = new byte[decoded.remaining()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) Math.round((decoded.get(i) - least) / step);
        }
        return levels;
    }
}
