package dev.kennel.gguf;

import java.util.List;

/// A metadata value as the file states it, its exact type kept.
///
/// Arrays hold one kind of element; an array of arrays is no value here, since llama.cpp reads none.
public sealed interface GgufValue {

    /// The type of the value, or of an array's elements.
    ValueType type();

    /// A whole number. A `UINT64` of 2^63 and above appears as the negative number with the same bits.
    record Int(ValueType type, long value) implements GgufValue {}

    /// A `FLOAT32`, widened, or a `FLOAT64`.
    record Real(ValueType type, double value) implements GgufValue {}

    record Bool(boolean value) implements GgufValue {
        @Override
        public ValueType type() {
            return ValueType.BOOL;
        }
    }

    /// A string; bytes that are not UTF-8 appear as the replacement character.
    record Text(String value) implements GgufValue {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    record Ints(ValueType type, List<Long> values) implements GgufValue {}

    record Reals(ValueType type, List<Double> values) implements GgufValue {}

    record Bools(List<Boolean> values) implements GgufValue {
        @Override
        public ValueType type() {
            return ValueType.BOOL;
        }
    }

    record Texts(List<String> values) implements GgufValue {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    static GgufValue of(String value) {
        return new Text(value);
    }

    static GgufValue of(boolean value) {
        return new Bool(value);
    }

    static GgufValue uint32(long value) {
        return new Int(ValueType.UINT32, value);
    }

    static GgufValue int32(long value) {
        return new Int(ValueType.INT32, value);
    }

    static GgufValue float32(double value) {
        return new Real(ValueType.FLOAT32, value);
    }
}
