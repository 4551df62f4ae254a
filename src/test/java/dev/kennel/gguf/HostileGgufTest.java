package dev.kennel.gguf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.gguf.GgufReader.TensorData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/// What has broken other readers of GGUF, each refused with the place and the field.
class HostileGgufTest {

    private static final long HUGE = 1L << 60;

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GGU", "GGML", "FUGG", "PK\u0003\u0004", "<!doctype html>"})
    void refusesAWrongMagic(String start) {
        assertThat(refusal(start.getBytes()).field()).isEqualTo("magic");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, -1, Integer.MAX_VALUE, 0x03000000, 0x02000000})
    void refusesAWrongVersion(int version) {
        GgufFormatException refusal = refusal(small().version(version).toByteArray());

        assertThat(refusal.field()).isEqualTo("version");
        assertThat(refusal.offset()).isEqualTo(4);
    }

    @Test
    void saysThatAFileIsBigEndian() {
        assertThat(refusal(small().version(0x03000000).toByteArray())).hasMessageContaining("big-endian");
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 100_001, Integer.MAX_VALUE, 1L << 32, HUGE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void refusesACountOfTensorsOrPairsThatCannotBe(long count) {
        GgufFormatException tensors =
                refusal(start(count, 0).raw(new byte[1_000]).toByteArray());
        GgufFormatException pairs = refusal(start(0, count).raw(new byte[1_000]).toByteArray());

        assertThat(tensors.field()).isEqualTo("tensor count");
        assertThat(tensors.offset()).isEqualTo(8);
        assertThat(tensors).hasMessageContaining(Long.toUnsignedString(count));
        assertThat(pairs.field()).isEqualTo("metadata count");
        assertThat(pairs.offset()).isEqualTo(16);
    }

    @Test
    void readsAFileWithNothingInIt() {
        assertThatNoException().isThrownBy(() -> read(start(0, 0).toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 65_536, HUGE, -1})
    void refusesAKeyOfThatLength(long length) {
        GgufFormatException refusal =
                refusal(start(0, 1).u64(length).raw(new byte[900]).toByteArray());

        assertThat(refusal.field()).startsWith("metadata key 0");
        assertThat(refusal.offset()).isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 10_000_001, HUGE, -1})
    void refusesAStringOfThatLength(long length) {
        GgufFormatException refusal = refusal(start(0, 1)
                .string("general.name")
                .u32(ValueType.STRING.id())
                .u64(length)
                .raw(new byte[900])
                .toByteArray());

        assertThat(refusal.field()).isEqualTo("value of 'general.name' (length)");
        assertThat(refusal).hasMessageContaining(Long.toUnsignedString(length));
    }

    static Stream<Named<ValueType>> elementTypes() {
        return Stream.of(ValueType.values())
                .filter(type -> type != ValueType.ARRAY)
                .map(type -> Named.of(type.name(), type));
    }

    @ParameterizedTest
    @MethodSource("elementTypes")
    void refusesAnArrayLongerThanTheFile(ValueType type) {
        for (long length : new long[] {1_001, 1_000_001, 1L << 31, HUGE, Long.MAX_VALUE / 2, -1}) {
            GgufFormatException refusal = refusal(start(0, 1)
                    .string("a")
                    .u32(ValueType.ARRAY.id())
                    .u32(type.id())
                    .u64(length)
                    .raw(new byte[1_000])
                    .toByteArray());

            assertThat(refusal.field()).isEqualTo("length of array 'a'");
        }
    }

    @Test
    void refusesAnArrayOfArrays() {
        GgufBytes file = start(0, 1)
                .string("a")
                .u32(ValueType.ARRAY.id())
                .u32(ValueType.ARRAY.id())
                .u64(1);

        assertThat(refusal(file.raw(new byte[64]).toByteArray())).hasMessageContaining("array of arrays");
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 255, 1 << 30, -1})
    void refusesAnUnknownTypeOfValueOrElement(int type) {
        byte[] value = start(0, 1).string("a").u32(type).raw(new byte[64]).toByteArray();
        byte[] element = start(0, 1)
                .string("a")
                .u32(ValueType.ARRAY.id())
                .u32(type)
                .raw(new byte[64])
                .toByteArray();

        assertThat(refusal(value).field()).isEqualTo("type of 'a'");
        assertThat(refusal(element).field()).isEqualTo("element type of 'a'");
    }

    @Test
    void refusesADuplicateKey() {
        byte[] file = start(0, 2)
                .pair("a", GgufValue.uint32(1))
                .pair("a", GgufValue.uint32(2))
                .toByteArray();

        assertThat(refusal(file)).hasMessageContaining("'a' stands in the file twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\nb", "\u001b[31m"})
    void refusesANameThatIsEmptyOrHoldsControlCharacters(String name) {
        assertThat(refusal(small().put(name, 1).toByteArray()).field()).startsWith("metadata key");
        assertThat(refusal(small().tensor(name, GgmlType.F32, 4).toByteArray()).field())
                .startsWith("name of tensor");
    }

    @Test
    void refusesATextWithANul() {
        GgufFormatException text =
                refusal(small().put("general.license", "m\0it").toByteArray());
        GgufFormatException element =
                refusal(small().put("general.tags", List.of("a", "b\0")).toByteArray());

        assertThat(text.field()).isEqualTo("value of 'general.license'");
        assertThat(text.offset()).isPositive();
        assertThat(text).hasMessageContaining("NUL");
        assertThat(element.field()).isEqualTo("array 'general.tags'[1]");
    }

    @Test
    void aTokenMayBeANul() {
        assertThatNoException()
                .isThrownBy(() -> read(
                        small().put("tokenizer.ggml.tokens", List.of("\0", "a")).toByteArray()));
    }

    @Test
    void refusesANameThatIsNotUtf8() {
        byte[] file = start(0, 1)
                .u64(2)
                .raw((byte) 0xc3, (byte) 0x28)
                .raw(new byte[16])
                .toByteArray();

        assertThat(refusal(file)).hasMessageContaining("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 24, 33, 1L << 21, 0xffffffffL})
    void refusesAnAlignmentThatIsNoSmallPowerOfTwo(long alignment) {
        GgufFormatException refusal = refusal(
                small().put("general.alignment", GgufValue.uint32(alignment)).toByteArray());

        assertThat(refusal.field()).isEqualTo("value of 'general.alignment'");
        assertThat(refusal).hasMessageContaining(alignment + " is no power of two");
    }

    static Stream<Named<UnaryOperator<GgufWriter>>> wrongKinds() {
        GgufValue ints = new GgufValue.Ints(ValueType.INT32, List.of(1L, 2L));
        GgufValue texts = new GgufValue.Texts(List.of("a", "b", "c"));
        return Stream.of(
                wrong("tokens as numbers", file -> file.put("tokenizer.ggml.tokens", ints)),
                wrong("tokens as a string", file -> file.put("tokenizer.ggml.tokens", "a b c")),
                wrong("scores as numbers", file -> file.put("tokenizer.ggml.scores", ints)),
                wrong("token types as strings", file -> file.put("tokenizer.ggml.token_type", texts)),
                wrong("merges as numbers", file -> file.put("tokenizer.ggml.merges", ints)),
                wrong("a vocabulary with too few types", file -> file.put("tokenizer.ggml.tokens", texts)
                        .put("tokenizer.ggml.token_type", ints)),
                wrong("a template as a number", file -> file.put("tokenizer.chat_template", 1)),
                wrong("an architecture as a list", file -> file.put("general.architecture", texts)),
                wrong(
                        "an alignment of 64 bits",
                        file -> file.put("general.alignment", new GgufValue.Int(ValueType.UINT64, 32))),
                wrong("a count of shards as text", file -> file.put("split.count", "2")));
    }

    @ParameterizedTest
    @MethodSource("wrongKinds")
    void refusesAKnownKeyWithAnotherKindOfValue(UnaryOperator<GgufWriter> mistake) {
        assertThat(refusal(mistake.apply(GgufWriter.empty()).toByteArray()))
                .hasMessageContaining("convert the model again");
    }

    @Test
    void refusesADuplicateTensor() {
        assertThat(refusal(small().tensor("w", GgmlType.F32, 4).toByteArray()))
                .hasMessageContaining("'w' stands in the file twice");
    }

    @Test
    void refusesATensorNameThatLlamaCppWouldCut() {
        assertThat(refusal(small().tensor("n".repeat(64), GgmlType.F32, 4).toByteArray()))
                .hasMessageContaining("64 is more than the 63");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 1 << 30, -1})
    void refusesANumberOfDimensionsThatCannotBe(int dimensions) {
        byte[] file = start(1, 0).string("w").u32(dimensions).raw(new byte[256]).toByteArray();

        assertThat(refusal(file).field()).isEqualTo("dimensions of 'w'");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, (1L << 32) + 1, HUGE, Long.MAX_VALUE, -1})
    void refusesAnExtentThatCannotBe(long extent) {
        byte[] file = tensor(GgmlType.F32.id(), 0, 32, extent);

        assertThat(refusal(file).field()).isEqualTo("dimension 1 of 'w'");
    }

    @Test
    void refusesASizeThatOverflows() {
        long large = 1L << 32;

        assertThat(refusal(tensor(GgmlType.F32.id(), 0, large, large))).hasMessageContaining("63 bits");
        assertThat(refusal(tensor(GgmlType.Q4_0.id(), 0, large, large, large, large)))
                .hasMessageContaining("63 bits");
    }

    @Test
    void refusesSizesThatOverflowTogether() {
        long half = 1L << 31;
        byte[] file = start(2, 0)
                .tensor("a", GgmlType.I8, 0, half, half)
                .tensor("b", GgmlType.I8, 1L << 62, half, half)
                .raw(new byte[64])
                .toByteArray();

        assertThat(refusal(file)).hasMessageContaining("add up to more than 63 bits");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 31, 36, 43, 1 << 30, -1})
    void refusesAnUnknownTensorType(int type) {
        assertThat(refusal(tensor(type, 0, 32)).field()).isEqualTo("type of 'w'");
    }

    @Test
    void refusesARowThatIsNoWholeNumberOfBlocks() {
        assertThat(refusal(tensor(GgmlType.Q4_K.id(), 0, 128, 2))).hasMessageContaining("blocks of 256");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 32, 64, HUGE, -32})
    void refusesAFirstTensorThatDoesNotStartTheData(long offset) {
        assertThat(refusal(tensor(GgmlType.F32.id(), offset, 32)).field()).isEqualTo("offset of 'w'");
    }

    @Test
    void refusesTensorsThatOverlapLeaveAGapOrAreMisaligned() {
        assertThat(refusal(secondTensorAt(0))).hasMessageContaining("overlaps");
        assertThat(refusal(secondTensorAt(96))).hasMessageContaining("leaves a gap");
        assertThat(refusal(secondTensorAt(40))).hasMessageContaining("no multiple of the alignment");
    }

    @Test
    void refusesAShapeThatClaimsEightTimesTheFile() {
        byte[] data = new byte[1_024];
        byte[] file = start(1, 0)
                .tensor("w", GgmlType.F32, 0, 256, 8)
                .padTo(32)
                .raw(data)
                .toByteArray();

        assertThat(refusal(file))
                .hasMessageContaining("data of 'w'")
                .hasMessageContaining("8192 bytes, 256 × 8 as f32");
    }

    @Test
    void namesTheFieldAtWhicheverByteOfTheHeaderAFileEnds() throws IOException {
        byte[] header = small().put("tokenizer.ggml.tokens", List.of("a", "bc", ""))
                .put("general.name", "Small")
                .put("x.flags", new GgufValue.Bools(List.of(true, false)))
                .put("x.scale", 2.5)
                .tensor("second", GgmlType.Q8_0, 64, 2)
                .headerBytes();

        assertThatNoException().isThrownBy(() -> readHeaderOnly(header));
        int unpadded = header.length - trailingPadding(header);
        for (int length = 0; length < unpadded; length++) {
            GgufFormatException refusal = refusal(Arrays.copyOf(header, length));
            assertThat(refusal.offset()).as("cut at %d", length).isLessThanOrEqualTo(length);
            assertThat(refusal.field()).as("cut at %d", length).isNotBlank();
        }
    }

    @Test
    void refusesAChannelThatEndsBeforeItsAnnouncedSize() {
        byte[] file = start(0, 1)
                .string("a")
                .u32(ValueType.STRING.id())
                .u64(9_000_000)
                .toByteArray();

        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> GgufReader.read(
                        Channels.newChannel(new ByteArrayInputStream(file)),
                        "a.gguf",
                        Long.MAX_VALUE,
                        TensorData.MAY_BE_ABSENT,
                        GgufLimits.DEFAULT))
                .withMessageStartingWith("a.gguf: byte ")
                .withMessageContaining("incomplete");
    }

    @Test
    void refusesAHeaderBeyondItsLimit() {
        GgufLimits narrow = new GgufLimits(64, 10, 100, 1_000, 1_000, 10, 1_000, 64);
        byte[] file = small().put("general.name", "n".repeat(100)).toByteArray();

        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> GgufReader.read(
                        Channels.newChannel(new ByteArrayInputStream(file)),
                        "",
                        file.length,
                        TensorData.REQUIRED,
                        narrow))
                .withMessageContaining("beyond the 64 bytes");
    }

    private static GgufWriter small() {
        return GgufWriter.model("llama").tensor("w", GgmlType.F32, 8, 2);
    }

    private static GgufBytes start(long tensors, long pairs) {
        return new GgufBytes().magic().u32(3).u64(tensors).u64(pairs);
    }

    private static byte[] tensor(int type, long offset, long... shape) {
        GgufBytes bytes = start(1, 0).string("w").u32(shape.length);
        for (long extent : shape) {
            bytes.u64(extent);
        }
        return bytes.u32(type).u64(offset).raw(new byte[4_096]).toByteArray();
    }

    private static byte[] secondTensorAt(long offset) {
        return start(2, 0)
                .tensor("a", GgmlType.F32, 0, 16)
                .tensor("b", GgmlType.F32, offset, 16)
                .raw(new byte[512])
                .toByteArray();
    }

    private static Named<UnaryOperator<GgufWriter>> wrong(String name, UnaryOperator<GgufWriter> mistake) {
        return Named.of(name, mistake);
    }

    private static int trailingPadding(byte[] header) throws IOException {
        int padding = 0;
        while (padding < 31 && canBeRead(Arrays.copyOf(header, header.length - padding - 1))) {
            padding++;
        }
        return padding;
    }

    private static boolean canBeRead(byte[] file) throws IOException {
        try {
            readHeaderOnly(file);
            return true;
        } catch (GgufFormatException refusal) {
            return false;
        }
    }

    private static GgufFormatException refusal(byte[] file) {
        return assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> read(file))
                .actual();
    }

    private static GgufHeader read(byte[] file) throws IOException {
        return read(file, TensorData.REQUIRED);
    }

    private static GgufHeader readHeaderOnly(byte[] file) throws IOException {
        return read(file, TensorData.MAY_BE_ABSENT);
    }

    private static GgufHeader read(byte[] file, TensorData data) throws IOException {
        return GgufReader.read(
                Channels.newChannel(new ByteArrayInputStream(file)), "", file.length, data, GgufLimits.DEFAULT);
    }
}
