package dev.kennel.provenance;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import dev.kennel.derivations.TensorVerdict;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.UnitKey;
import dev.kennel.recipe.TensorTypes;

/// In which ways a tensor of a type can have been made from a source tensor, each with the unit that tries it.
///
/// @param units by the verdict on a tensor with the same bytes
/// @param obstacle why there are none
record Assumptions(Map<TensorVerdict, UnitWork> units, Optional<String> obstacle) {

    /// @param imatrix the importance matrix that is tried
    static Assumptions of(TensorWork source, GgmlType type, Optional<ImatrixFile> imatrix) throws IOException {
        if (type == source.type()) {
            return new Assumptions(
                    Map.of(TensorVerdict.COPIED, unit(source, type, Optional.empty())), Optional.empty());
        }
        if (!TensorTypes.isTarget(type)) {
            return impossible("Nothing is quantized to " + type.ggmlName() + ".");
        }
        if (!TensorTypes.isTarget(source.type())) {
            return impossible("The base's " + source.type().ggmlName() + " cannot be quantized.");
        }
        Map<TensorVerdict, UnitWork> units = new EnumMap<>(TensorVerdict.class);
        if (!ImportanceRules.abortsWithout(type)) {
            units.put(TensorVerdict.PLAIN, unit(source, type, Optional.empty()));
        }
        Optional<String> slice = slice(source, type, imatrix);
        if (slice.isPresent()) {
            units.put(TensorVerdict.WEIGHTED, unit(source, type, slice));
        }
        return units.isEmpty()
                ? impossible(type.ggmlName() + " takes importance weights, and none are at hand for this tensor.")
                : new Assumptions(units, Optional.empty());
    }

    private static Assumptions impossible(String why) {
        return new Assumptions(Map.of(), Optional.of(why));
    }

    /// The digest of the tensor's importance weights, if its type uses them and they fit.
    private static Optional<String> slice(TensorWork source, GgmlType type, Optional<ImatrixFile> imatrix)
            throws IOException {
        if (imatrix.isEmpty() || !ImportanceRules.affect(type)) {
            return Optional.empty();
        }
        long experts = source.shape().size() > 2 ? source.shape().get(2) : 1;
        boolean fits = imatrix.get()
                .sliceLength(source.name())
                .filter(length -> length == source.shape().getFirst() * experts)
                .isPresent();
        return fits ? imatrix.get().sliceSha256(source.name()) : Optional.empty();
    }

    private static UnitWork unit(TensorWork source, GgmlType type, Optional<String> slice) {
        return new UnitWork(
                UnitKey.of(source.sha256(), source.type(), source.shape(), type, slice), type, slice.isPresent());
    }
}
