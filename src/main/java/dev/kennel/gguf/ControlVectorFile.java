package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kennel.gguf.GgufReader.TensorData;

import static dev.kennel.gguf.HeaderInput.quoted;

/// A control vector: a direction for each of some layers, added to the output of that layer.
///
/// llama.cpp drops a whole file for one wrong tensor, or runs unsteered, without failing; here each such file is
/// refused.
public final class ControlVectorFile {

    /// Before the keys of what Kennel wrote down about how a vector was made.
    public static final String FACTS = "kennel.vector.";

    /// Names of tensors, before the block's number.
    static final String DIRECTION = "direction.";

    private static final Pattern NAME = Pattern.compile("direction\\.([1-9]\\d{0,8})");

    private final Path file;
    private final GgufHeader header;
    private final SequencedMap<Integer, TensorInfo> directions;

    private ControlVectorFile(Path file, GgufHeader header, SequencedMap<Integer, TensorInfo> directions) {
        this.file = file;
        this.header = header;
        this.directions = directions;
    }

    /// @throws GgufFormatException when the file is no control vector that llama.cpp takes as a whole
    public static ControlVectorFile read(Path file) throws IOException {
        GgufHeader header = GgufReader.read(file, TensorData.REQUIRED, GgufLimits.DEFAULT);
        if (!header.architecture().equals(Optional.of("controlvector"))) {
            throw new GgufFormatException(
                    file,
                    "general.architecture",
                    "it is not 'controlvector': this is no control vector; choose another file");
        }
        ControlVectorFile vector = new ControlVectorFile(file, header, directions(file, header.tensors()));
        vector.checkNumbers();
        return vector;
    }

    /// The architecture that its maker had in mind: `qwen35moe`.
    public Optional<String> modelHint() {
        return header.string("controlvector.model_hint");
    }

    /// What Kennel wrote down about how it was made, under keys that begin with this; empty for one from elsewhere.
    ///
    /// @param prefix of the keys, left out in what is returned
    public SortedMap<String, String> facts(String prefix) {
        var facts = new TreeMap<String, String>();
        header.metadata().forEach((key, value) -> {
            if (key.startsWith(prefix) && value instanceof GgufValue.Text(String text)) {
                facts.put(key.substring(prefix.length()), text);
            }
        });
        return facts;
    }

    /// Euclidean length of the direction of each layer that has one.
    public SortedMap<Integer, Double> norms() throws IOException {
        var norms = new TreeMap<Integer, Double>();
        TensorFloats floats = new TensorFloats(file, header);
        for (var entry : directions.entrySet()) {
            var squares = new double[1];
            floats.visit(entry.getValue(), (_, number) -> squares[0] += (double) number * number);
            norms.put(entry.getKey(), Math.sqrt(squares[0]));
        }
        return norms;
    }

    /// The direction of each layer that has one.
    public SortedMap<Integer, float[]> directions() throws IOException {
        var read = new TreeMap<Integer, float[]>();
        TensorFloats floats = new TensorFloats(file, header);
        for (var entry : directions.entrySet()) {
            var direction = new float[Math.toIntExact(embeddingLength())];
            floats.visit(entry.getValue(), (index, number) -> direction[Math.toIntExact(index)] = number);
            read.put(entry.getKey(), direction);
        }
        return read;
    }

    /// Layers that have a direction, counted from 0 as in `blk.N`, in order.
    public List<Integer> layers() {
        return List.copyOf(directions.sequencedKeySet());
    }

    /// Length of each direction.
    public long embeddingLength() {
        return directions.firstEntry().getValue().elements();
    }

    /// @return empty when the vector can steer this model
    public Optional<String> mismatch(ModelFacts model) {
        long expected = model.embeddingLength().orElse(0);
        if (embeddingLength() != expected) {
            return Optional.of("its directions have %d numbers and the model's embedding has %d"
                    .formatted(embeddingLength(), expected));
        }
        List<Integer> beyond =
                layers().stream().filter(layer -> layer >= model.blockCount()).toList();
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of("it has directions for the layers %s, and the model's last is layer %d"
                        .formatted(beyond, model.blockCount() - 1));
    }

    private void checkNumbers() throws IOException {
        TensorFloats floats = new TensorFloats(file, header);
        for (TensorInfo direction : directions.values()) {
            floats.visit(direction, (index, number) -> {
                if (!Float.isFinite(number)) {
                    throw new GgufFormatException(
                            file.getFileName().toString(),
                            header.fileOffset(direction) + 4L * index,
                            "number " + index + " of " + quoted(direction.name()),
                            number + " would make every output useless; extract the vector again");
                }
            });
        }
    }

    private static SequencedMap<Integer, TensorInfo> directions(Path file, List<TensorInfo> tensors)
            throws GgufFormatException {
        SequencedMap<Integer, TensorInfo> directions = new TreeMap<>();
        for (TensorInfo tensor : tensors) {
            Matcher name = NAME.matcher(tensor.name());
            if (!name.matches()) {
                throw failure(file, tensor, "only 'direction.1' and up are read by llama.cpp");
            }
            checkShape(file, tensor, tensors.getFirst().elements());
            directions.put(Integer.valueOf(name.group(1)), tensor);
        }
        if (directions.isEmpty()) {
            throw new GgufFormatException(file, "tensors", "there is no direction in it; extract the vector again");
        }
        return directions;
    }

    private static void checkShape(Path file, TensorInfo tensor, long length) throws GgufFormatException {
        if (tensor.type() != GgmlType.F32 || tensor.elements() != tensor.rowLength() || tensor.elements() != length) {
            throw failure(
                    file,
                    tensor,
                    "it is %s of %s; a direction is one row of %d f32 like the first"
                            .formatted(tensor.shapeText(), tensor.type().ggmlName(), length));
        }
    }

    private static GgufFormatException failure(Path file, TensorInfo tensor, String problem) {
        return new GgufFormatException(file, "tensor " + quoted(tensor.name()), problem + "; extract the vector again");
    }
}
