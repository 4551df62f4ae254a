package dev.kennel.torture;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/// The options of the command.
///
/// @param kills how many
/// @param seed of everything that is left to chance; equal seeds kill at equal moments, as far as the machine lets them
/// @param server the `quarkus-run.jar` of the packaged server
record TortureOptions(int kills, long seed, Path server) {

    private static final int KILLS = 20;

    /// @throws IllegalArgumentException when an option is unknown or has no sound value
    static TortureOptions of(String... words) {
        int kills = KILLS;
        long seed = new Random().nextLong();
        Path server = Path.of("target/quarkus-app/quarkus-run.jar");
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--kills" -> kills = Math.toIntExact(number(option, rest, 1, 1_000_000));
                case "--seed" -> seed = number(option, rest, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--server" -> server = Path.of(value(option, rest));
                default ->
                    throw new IllegalArgumentException(
                            "There is no option '" + option + "': they are --kills N, --seed S and --server JAR.");
            }
        }
        return new TortureOptions(kills, seed, server.toAbsolutePath());
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("The option " + option + " needs a value.");
        }
        return rest.next();
    }

    private static long number(String option, Iterator<String> rest, long least, long most) {
        String text = value(option, rest);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no number for " + option + ".", e);
        }
        throw new IllegalArgumentException(option + " is " + text + ": it must be " + least + " to " + most + ".");
    }
}
