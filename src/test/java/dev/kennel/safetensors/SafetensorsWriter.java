package dev.kennel.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Writes safetensors files, whole ones and others.
public final class SafetensorsWriter {

    private final List<String> fields = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    public static SafetensorsWriter empty() {
        return new SafetensorsWriter();
    }

    public SafetensorsWriter field(String json) {
        fields.add(json);
        return this;
    }

    /// @param type `F32`, `F16` or `BF16`
    public SafetensorsWriter tensor(String name, String type, float[] numbers, long... shape) {
        int begin = data.size();
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            switch (type) {
                case "F32" -> bytes.putFloat(number);
                case "F16" -> bytes.putShort(Float.floatToFloat16(number));
                case "BF16" -> bytes.putShort((short) (Float.floatToRawIntBits(number) >>> 16));
                default -> throw new IllegalArgumentException(type);
            }
        }
        data.write(bytes.array(), 0, bytes.position());
        String sides = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return field("\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                .formatted(name, type, sides, begin, data.size()));
    }

    public byte[] toByteArray() {
        return file("{" + String.join(",", fields) + "}", data.toByteArray());
    }

    public Path write(Path file) {
        try {
            return Files.write(file, toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A header with data behind it, whatever they say.
    static byte[] file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }
}
