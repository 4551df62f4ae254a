package dev.kennel.safetensors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import static dev.kennel.safetensors.StoredTensor.quoted;

/// Reads the JSON of a header: an object with a tensor in each field, and `__metadata__`, which is passed over.
final class HeaderParser {

    private static final String METADATA = "__metadata__";
    private static final int DEEPEST = 8;
    private static final int MOST_DIMENSIONS = 8;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final JsonParser json;

    private HeaderParser(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /// By name, in the order of the header. Their places are not checked yet.
    static SequencedMap<String, StoredTensor> tensors(Path file, String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            return new HeaderParser(file, json).tensors();
        } catch (JsonProcessingException e) {
            throw new SafetensorsException(
                    file,
                    "its header cannot be read: " + e.getOriginalMessage() + "; the file is damaged, fetch it again");
        }
    }

    private SequencedMap<String, StoredTensor> tensors() throws IOException {
        var tensors = new LinkedHashMap<String, StoredTensor>();
        expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals(METADATA)) {
                json.skipChildren();
            } else {
                tensors.put(name, tensor(name));
            }
        }
        if (json.nextToken() != null) {
            throw failure("there is something behind its header's object");
        }
        return tensors;
    }

    private StoredTensor tensor(String name) throws IOException {
        String what = "tensor " + quoted(name);
        expect(json.currentToken(), JsonToken.START_OBJECT, what);
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> type = text(what);
                case "shape" -> shape = numbers(what + ", shape");
                case "data_offsets" -> offsets = numbers(what + ", data_offsets");
                default -> throw failure(what + " has a field " + quoted(field) + ", which the format does not know");
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw failure(what + " does not say its dtype, shape and two data_offsets");
        }
        return new StoredTensor(name, type, shape, offsets.getFirst(), offsets.getLast());
    }

    private String text(String what) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_STRING, what + ", dtype");
        return json.getText();
    }

    private List<Long> numbers(String what) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, what);
        var numbers = new ArrayList<Long>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
            long number = json.getLongValue();
            if (number < 0) {
                throw failure(what + " holds " + number);
            }
            if (numbers.size() == MOST_DIMENSIONS) {
                throw failure(what + " has more than " + MOST_DIMENSIONS + " numbers");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private void expect(JsonToken found, JsonToken expected, String what) throws SafetensorsException {
        if (found != expected) {
            throw failure(what + " is " + word(found) + " where the format has " + word(expected));
        }
    }

    private static String word(JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a fraction";
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
        };
    }

    private SafetensorsException failure(String problem) {
        return new SafetensorsException(file, problem + "; the file is damaged, fetch it again");
    }
}
