package dev.kennel.quantize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodeReport.EncoderUse;

/// Which encoders made tensors, type by type. Copied tensors have none.
///
/// @param types each once
public record EncodersUsed(List<TypeEncoder> types) {

    private static final String BETWEEN = ", ";
    private static final Set<String> ON_CPU = Set.of("ggml", "simd");

    /// Which encoder made the tensors of a type.
    ///
    /// @param encoder as [UnitStaged] names it; several with commas between
    public record TypeEncoder(GgmlType type, String encoder) {}

    public EncodersUsed {
        types = List.copyOf(types);
    }

    /// Of any number of tensors of each type.
    public static EncodersUsed of(Stream<TypeEncoder> tensors) {
        Map<GgmlType, Set<String>> names = new EnumMap<>(GgmlType.class);
        tensors.filter(tensor -> !tensor.encoder().equals(UnitStaged.COPY))
                .forEach(tensor -> names.computeIfAbsent(tensor.type(), _ -> new TreeSet<>())
                        .addAll(namesOf(tensor)));
        return new EncodersUsed(names.entrySet().stream()
                .map(type -> new TypeEncoder(type.getKey(), String.join(BETWEEN, type.getValue())))
                .toList());
    }

    static EncodersUsed of(Collection<EncoderUse> uses) {
        return of(uses.stream().map(use -> new TypeEncoder(use.type(), use.encoder())));
    }

    public boolean isEmpty() {
        return types.isEmpty();
    }

    /// Each once.
    public List<String> encoders() {
        return List.copyOf(byEncoder().keySet());
    }

    /// "opencl, simd"
    public String names() {
        return String.join(BETWEEN, encoders());
    }

    /// "opencl", or "opencl (q4_0, q6_K), simd (q6_K)" where there are several.
    public String inWords() {
        Map<String, List<GgmlType>> byEncoder = byEncoder();
        return byEncoder.size() == 1
                ? names()
                : byEncoder.entrySet().stream()
                        .map(encoder -> encoder.getKey() + " (" + ggmlNames(encoder.getValue()) + ")")
                        .collect(Collectors.joining(BETWEEN));
    }

    /// "encoded by opencl", or that nothing was: tensors are copied, or were not looked at.
    public String whatEncoded() {
        return isEmpty() ? "nothing was encoded" : "encoded by " + inWords();
    }

    /// Whether something else than the CPU made any.
    boolean includeDevice() {
        return !ON_CPU.containsAll(encoders());
    }

    boolean includeCpu() {
        return encoders().stream().anyMatch(ON_CPU::contains);
    }

    private Map<String, List<GgmlType>> byEncoder() {
        Map<String, List<GgmlType>> byEncoder = new TreeMap<>();
        for (TypeEncoder type : types) {
            namesOf(type).forEach(name -> byEncoder
                    .computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(type.type()));
        }
        return byEncoder;
    }

    private static List<String> namesOf(TypeEncoder type) {
        return namesIn(type.encoder());
    }

    /// The names that [UnitStaged#encoder] or several of them hold.
    public static List<String> namesIn(String encoders) {
        return List.of(encoders.split(BETWEEN));
    }

    /// As [UnitStaged#encoder] holds them.
    public static String together(Stream<String> names) {
        return names.distinct().collect(Collectors.joining(BETWEEN));
    }

    private static String ggmlNames(List<GgmlType> types) {
        return types.stream().map(GgmlType::ggmlName).collect(Collectors.joining(BETWEEN));
    }
}
