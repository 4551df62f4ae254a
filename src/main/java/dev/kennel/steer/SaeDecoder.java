package dev.kennel.steer;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.kennel.safetensors.SafetensorsFile;
import dev.kennel.safetensors.StoredTensor;

/// The decoder of a sparse autoencoder: for each of its features, the direction that it writes into what the
/// autoencoder reads.
///
/// Publishers disagree about how it lies: SAELens, sparsify and Gemma Scope have a feature in each row, Qwen-Scope and
/// whatever keeps a PyTorch `Linear` (`decoder.weight`) in each column. The model's width tells which.
///
/// @param features how many there are
public record SaeDecoder(SafetensorsFile file, StoredTensor tensor, Layout layout, long features) {

    /// What published autoencoders call it.
    private static final List<String> NAMES = List.of("W_dec", "w_dec", "decoder.weight", "decoder_linear.weight");

    private static final int MOST_NAMED = 20;
    private static final double LARGEST_NORM = 1e6;

    /// How the features lie in the matrix.
    public enum Layout {
        ROWS,
        COLUMNS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param numbers as long as was asked for
    /// @param originalNorm Euclidean length in the file
    public record Direction(float[] numbers, double originalNorm) {}

    /// @param name of the tensor; found by the names that publishers use when absent
    /// @param width of the model's residual stream
    /// @param layout how the features lie; seen from the shape when absent
    /// @throws SaeException when there is no such tensor, or none of that width
    public static SaeDecoder of(SafetensorsFile file, Optional<String> name, long width, Optional<Layout> layout)
            throws SaeException {
        StoredTensor tensor = name.isPresent() ? named(file, name.get()) : usual(file);
        if (tensor.shape().size() != 2) {
            throw new SaeException("tensor", tensor.words() + " is no matrix. " + has(file));
        }
        Layout seen = layout.isPresent() ? layout.get() : layout(tensor, width);
        long wide = tensor.shape().get(seen == Layout.ROWS ? 1 : 0);
        if (wide != width) {
            throw new SaeException(
                    "tensor",
                    tensor.words() + " with its features in " + seen.word() + " has directions of " + wide
                            + " numbers, and what the model's blocks give has " + width + ". " + has(file));
        }
        return new SaeDecoder(file, tensor, seen, tensor.shape().get(seen == Layout.ROWS ? 0 : 1));
    }

    /// Reads a feature's direction, and nothing else of the file.
    ///
    /// @param feature counted from 0
    /// @param norm Euclidean length that it is brought to; as in the file when absent
    /// @throws SaeException when there is no such feature, its direction is 0 or not finite, or the length is none
    public Direction direction(long feature, Optional<Double> norm) throws SaeException, IOException {
        if (feature < 0 || feature >= features) {
            throw new SaeException(
                    "index",
                    "There is no feature " + feature + ": " + tensor.words() + " has "
                            + (features == 0 ? "none." : "them from 0 to " + (features - 1) + "."));
        }
        if (norm.isPresent() && !(norm.get() > 0 && norm.get() <= LARGEST_NORM)) {
            throw new SaeException("norm", "A length must be above 0 and at most 1,000,000, and this is " + norm.get());
        }
        float[] numbers = layout == Layout.ROWS ? file.row(tensor, feature) : file.column(tensor, feature);
        double original = norm(numbers);
        if (!Double.isFinite(original)) {
            throw new SaeException(
                    "index",
                    "The direction of feature " + feature + " has a number that is not finite. Choose another.");
        }
        if (original == 0) {
            throw new SaeException(
                    "index", "The direction of feature " + feature + " is 0 and steers nothing. Choose another.");
        }
        norm.ifPresent(length -> scale(numbers, length / original));
        return new Direction(numbers, original);
    }

    private static StoredTensor named(SafetensorsFile file, String name) throws SaeException {
        StoredTensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new SaeException("tensor", "There is no tensor '" + name + "' in the file. " + has(file));
        }
        return tensor;
    }

    private static StoredTensor usual(SafetensorsFile file) throws SaeException {
        return NAMES.stream()
                .filter(file.tensors()::containsKey)
                .findFirst()
                .map(file.tensors()::get)
                .orElseThrow(() -> new SaeException(
                        "tensor",
                        "No tensor has a decoder's usual name (" + String.join(", ", NAMES) + "). Say which one it is. "
                                + has(file)));
    }

    private static Layout layout(StoredTensor tensor, long width) throws SaeException {
        boolean rows = tensor.shape().get(1) == width;
        boolean columns = tensor.shape().get(0) == width;
        if (rows && columns) {
            throw new SaeException(
                    "layout",
                    tensor.words() + " is square: its shape does not tell how the features lie. Say rows or columns.");
        }
        if (!rows && !columns) {
            throw new SaeException(
                    "tensor",
                    tensor.words() + " has no side of " + width
                            + " numbers, the width of what the model's blocks give. It belongs to another model.");
        }
        return rows ? Layout.ROWS : Layout.COLUMNS;
    }

    private static String has(SafetensorsFile file) {
        var tensors = file.tensors().sequencedValues();
        String some =
                tensors.stream().limit(MOST_NAMED).map(StoredTensor::words).collect(Collectors.joining(", "));
        return "The file has "
                + (tensors.isEmpty() ? "no tensor" : some)
                + (tensors.size() > MOST_NAMED ? " and " + (tensors.size() - MOST_NAMED) + " more" : "")
                + ".";
    }

    private static double norm(float[] numbers) {
        double squares = 0;
        for (float number : numbers) {
            squares += (double) number * number;
        }
        return Math.sqrt(squares);
    }

    private static void scale(float[] numbers, double factor) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (numbers[i] * factor);
        }
    }
}
