package dev.kennel.quantize.cuda;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Numbers with dots between: `12.10` comes after `12.9`, and `12.9.1` between the two.
record Version(List<Integer> numbers) implements Comparable<Version> {

    private static final Pattern AT_THE_END = Pattern.compile("\\d{1,9}(\\.\\d{1,9})*$");

    Version {
        numbers = List.copyOf(numbers);
    }

    /// That a file's name ends with; one without comes before all others.
    static Version of(Path file) {
        Matcher found = AT_THE_END.matcher(file.getFileName().toString());
        return new Version(
                found.find()
                        ? Stream.of(found.group().split("\\."))
                                .map(Integer::valueOf)
                                .toList()
                        : List.of());
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compare(numbers.toArray(Integer[]::new), other.numbers.toArray(Integer[]::new));
    }
}
