package dev.kennel.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class SafetensorsFileTest {

    @TempDir
    Path directory;

    @Test
    void rowsAndColumnsAreReadInEachType() throws IOException {
        float[] numbers = {1, -2, 0.5f, 4, 0, -0.25f};
        for (String type : new String[] {"F32", "F16", "BF16"}) {
            SafetensorsFile file = read(SafetensorsWriter.empty()
                    .field("\"__metadata__\":{\"format\":\"pt\"}")
                    .tensor("b_dec", type, new float[] {9, 9, 9}, 3)
                    .tensor("W_dec", type, numbers, 2, 3)
                    .toByteArray());
            StoredTensor matrix = file.tensors().get("W_dec");

            assertThat(file.row(matrix, 1)).as(type).containsExactly(4, 0, -0.25f);
            assertThat(file.column(matrix, 2)).as(type).containsExactly(0.5f, -0.25f);
        }
    }

    @Test
    void onlyMatricesOfTypesThatAreReadHaveRows() throws IOException {
        SafetensorsFile file = read(SafetensorsWriter.file(
                "{\"i\":{\"dtype\":\"I32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                        + "\"v\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
                        + "\"m\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[16,24]}}",
                new byte[24]));

        assertThatThrownBy(() -> file.row(file.tensors().get("i"), 0))
                .hasMessageContaining("none of F32, F16 and BF16");
        assertThatThrownBy(() -> file.row(file.tensors().get("v"), 0)).hasMessageContaining("is no matrix");
        assertThatThrownBy(() -> file.row(file.tensors().get("m"), 2))
                .hasMessageContaining("no row 2 in 'm' of 2 × 1 F32; they are counted from 0 to 1");
        assertThatThrownBy(() -> file.column(file.tensors().get("m"), -1)).hasMessageContaining("no column -1");
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                arguments("it has 3 bytes", new byte[3]),
                arguments("at most 8388608 are read", length(-1)),
                arguments("at most 8388608 are read", length(9L << 20)),
                arguments("the file ends 0 bytes further on", length(100)),
                arguments("is a ZIP archive", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0}),
                arguments("is a GGUF", new byte[] {'G', 'G', 'U', 'F', 3, 0, 0, 0, 0}),
                arguments("nothing where the format has an object", file("", 0)),
                arguments("cannot be read", file("{\"a\":", 0)),
                arguments("a list where the format has an object", file("[]", 0)),
                arguments("something behind", file("{}{}", 0)),
                arguments("cannot be read", file("{\"__metadata__\":" + "[".repeat(2000) + "}", 0)),
                arguments("Duplicate", file("{" + tensor("a", 0, 4) + "," + tensor("a", 4, 8) + "}", 8)),
                arguments("tensor 'a' is a whole number", file("{\"a\":1}", 0)),
                arguments("does not say its dtype", file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 0)),
                arguments(
                        "a fraction where",
                        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", 4)),
                arguments(
                        "cannot be read",
                        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}", 4)),
                arguments(
                        "shape holds -1", file("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4)),
                arguments(
                        "another number than its shape",
                        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4)),
                arguments(
                        "another number than its shape",
                        file(
                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}",
                                0)),
                arguments("should begin at 4", file("{" + tensor("a", 0, 4) + "," + tensor("b", 2, 6) + "}", 6)),
                arguments("should begin at 0", file("{" + tensor("a", 4, 8) + "}", 8)),
                arguments("4 bytes, and 5 follow", file("{" + tensor("a", 0, 4) + "}", 5)),
                arguments("4 bytes, and 3 follow", file("{" + tensor("a", 0, 4) + "}", 3)),
                arguments(
                        "a field 'more', which",
                        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4],\"more\":1}}", 4)),
                arguments("is not UTF-8", new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff}));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsNoWholeFileIsRefused(String reason, byte[] content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aFileThatIsCutLaterIsRefused() throws IOException {
        Path path = SafetensorsWriter.empty()
                .tensor("m", "F32", new float[] {1, 2}, 2, 1)
                .write(directory.resolve("cut.safetensors"));
        SafetensorsFile file = SafetensorsFile.read(path);
        Files.write(path, new byte[20]);

        assertThatThrownBy(() -> file.row(file.tensors().get("m"), 1)).hasMessageContaining("cut while it was read");
    }

    private SafetensorsFile read(byte[] content) throws IOException {
        return SafetensorsFile.read(Files.write(directory.resolve("some.safetensors"), content));
    }

    private static byte[] length(long header) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header)
                .array();
    }

    private static byte[] file(String header, int data) {
        return SafetensorsWriter.file(header, new byte[data]);
    }

    private static String tensor(String name, long begin, long end) {
        return "\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}".formatted(name, begin, end);
    }
}
