package dev.kennel.bench;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.kennel.gguf.GgmlType;

/// What an [EncodeBench] is asked to measure.
///
/// @param types whose kernels are measured
record EncodeBenchOptions(Set<Part> parts, Set<GgmlType> types) {

    enum Part {
        KERNELS,
        LADDER
    }

    private static final String USAGE = "./kennel bench encode takes --only kernels|ladder and --types TYPE,TYPE…";

    /// @param encoded the types that have kernels: all are measured unless some are named
    /// @throws IllegalArgumentException for an option or a value that is none
    static EncodeBenchOptions of(List<String> args, Set<GgmlType> encoded) {
        Set<Part> parts = EnumSet.allOf(Part.class);
        Set<GgmlType> types = encoded;
        for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
            String option = words.next();
            switch (option) {
                case "--only" -> parts = EnumSet.of(part(value(option, words)));
                case "--types" -> types = types(value(option, words), encoded);
                default -> throw new IllegalArgumentException(USAGE + ", not '" + option + "'.");
            }
        }
        if (types != encoded && !parts.contains(Part.KERNELS)) {
            throw new IllegalArgumentException("--types names kernels to measure, and --only ladder measures none."
                    + " Leave out one of the two.");
        }
        return new EncodeBenchOptions(parts, types);
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(USAGE + "; there is nothing after " + option + ".");
        }
        return words.next();
    }

    private static Part part(String name) {
        return switch (name) {
            case "kernels" -> Part.KERNELS;
            case "ladder" -> Part.LADDER;
            default -> throw new IllegalArgumentException("--only takes kernels or ladder, not '" + name + "'.");
        };
    }

    private static Set<GgmlType> types(String names, Set<GgmlType> encoded) {
        Set<GgmlType> types = EnumSet.noneOf(GgmlType.class);
        for (String name : names.split(",", -1)) {
            types.add(GgmlType.ofName(name)
                    .filter(encoded::contains)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--types: no kernel encodes '%s'. Choose among %s.".formatted(name, names(encoded)))));
        }
        return types;
    }

    private static String names(Set<GgmlType> types) {
        return types.stream().map(GgmlType::name).collect(Collectors.joining(", "));
    }
}
