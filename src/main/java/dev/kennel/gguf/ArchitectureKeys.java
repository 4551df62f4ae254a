package dev.kennel.gguf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The numbers under `{architecture}.`, checked to be counts or lengths that a model can have.
final class ArchitectureKeys {

    private static final long LARGEST = 1L << 32;
    private static final String NEITHER = "it must be a whole number or one for each layer; convert the model again";

    private final GgufHeader header;
    private final String file;
    private final String architecture;

    ArchitectureKeys(GgufHeader header, String file, String architecture) {
        this.header = header;
        this.file = file;
        this.architecture = architecture;
    }

    OptionalLong number(String key) throws GgufFormatException {
        Optional<GgufValue> value = header.value(full(key));
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (value.get() instanceof GgufValue.Int(ValueType _, long number)) {
            return OptionalLong.of(checked(key, number));
        }
        throw failure(key, "it must be one whole number; convert the model again");
    }

    long number(String key, long otherwise) throws GgufFormatException {
        return number(key).orElse(otherwise);
    }

    /// A number that may be given for each layer or once for all; 0 where it is absent.
    long ofLayer(String key, int layer) throws GgufFormatException {
        return switch (header.value(full(key)).orElse(null)) {
            case null -> 0;
            case GgufValue.Int(ValueType _, long number) -> checked(key, number);
            case GgufValue.Ints(ValueType _, List<Long> numbers) ->
                layer < numbers.size() ? checked(key, numbers.get(layer)) : 0;
            case GgufValue.Real _, GgufValue.Bool _, GgufValue.Text _ -> throw failure(key, NEITHER);
            case GgufValue.Reals _, GgufValue.Bools _, GgufValue.Texts _ -> throw failure(key, NEITHER);
        };
    }

    boolean has(String key) {
        return header.value(full(key)).isPresent();
    }

    List<Boolean> flags(String key) {
        return header.bools(full(key));
    }

    GgufFormatException failure(String key, String problem) {
        return new GgufFormatException(file, full(key), problem);
    }

    private String full(String key) {
        return architecture + "." + key;
    }

    private long checked(String key, long number) throws GgufFormatException {
        if (number < 0 || number > LARGEST) {
            throw failure(key, number + " is not between 0 and " + LARGEST + "; convert the model again");
        }
        return number;
    }
}
