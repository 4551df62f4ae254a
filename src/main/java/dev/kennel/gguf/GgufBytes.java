package dev.kennel.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// The fields of a GGUF, written one after the other without any check: for right files and wrong ones.
public final class GgufBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public GgufBytes magic() {
        return raw("GGUF".getBytes(StandardCharsets.US_ASCII));
    }

    public GgufBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public GgufBytes u8(long value) {
        return number(1, value);
    }

    public GgufBytes u16(long value) {
        return number(2, value);
    }

    public GgufBytes u32(long value) {
        return number(4, value);
    }

    public GgufBytes u64(long value) {
        return number(8, value);
    }

    public GgufBytes string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return u64(bytes.length).raw(bytes);
    }

    public GgufBytes pair(String key, GgufValue value) {
        string(key);
        return switch (value) {
            case GgufValue.Int _, GgufValue.Real _, GgufValue.Bool _, GgufValue.Text _ ->
                u32(value.type().id()).scalar(value);
            case GgufValue.Ints(ValueType type, List<Long> values) ->
                array(type, values.size()).all(values, element -> new GgufValue.Int(type, element));
            case GgufValue.Reals(ValueType type, List<Double> values) ->
                array(type, values.size()).all(values, element -> new GgufValue.Real(type, element));
            case GgufValue.Bools(List<Boolean> values) ->
                array(ValueType.BOOL, values.size()).all(values, GgufValue.Bool::new);
            case GgufValue.Texts(List<String> values) ->
                array(ValueType.STRING, values.size()).all(values, GgufValue.Text::new);
        };
    }

    public GgufBytes tensor(String name, GgmlType type, long offset, long... shape) {
        string(name).u32(shape.length);
        for (long extent : shape) {
            u64(extent);
        }
        return u32(type.id()).u64(offset);
    }

    /// Zeros up to the next multiple.
    public GgufBytes padTo(int alignment) {
        return raw(new byte[(int) (GgufHeader.padded(out.size(), alignment) - out.size())]);
    }

    public int size() {
        return out.size();
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    private GgufBytes array(ValueType type, int length) {
        return u32(ValueType.ARRAY.id()).u32(type.id()).u64(length);
    }

    private <T> GgufBytes all(List<T> values, Function<T, GgufValue> element) {
        values.forEach(value -> scalar(element.apply(value)));
        return this;
    }

    private GgufBytes scalar(GgufValue value) {
        return switch (value) {
            case GgufValue.Int(ValueType type, long number) -> number(type.leastBytes(), number);
            case GgufValue.Real(ValueType type, double number) ->
                type == ValueType.FLOAT32
                        ? u32(Float.floatToRawIntBits((float) number))
                        : u64(Double.doubleToRawLongBits(number));
            case GgufValue.Bool(boolean flag) -> u8(flag ? 1 : 0);
            case GgufValue.Text(String text) -> string(text);
            case GgufValue.Ints _, GgufValue.Reals _, GgufValue.Bools _, GgufValue.Texts _ ->
                throw new IllegalArgumentException("no array of arrays");
        };
    }

    private GgufBytes number(int bytes, long value) {
        byte[] all = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        out.write(all, 0, bytes);
        return this;
    }
}
