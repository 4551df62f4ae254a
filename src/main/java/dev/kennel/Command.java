package dev.kennel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What the server was started for.
sealed interface Command {

    record Serve() implements Command {}

    /// Serves, and fills the catalog from the bundled models first.
    record Demo() implements Command {}

    /// @throws IllegalArgumentException for words that are no command
    static Command of(String[] args) {
        List<String> words = Arrays.asList(args);
        String name = words.isEmpty() ? "serve" : words.getFirst();
        List<String> options = words.isEmpty() ? List.of() : words.subList(1, words.size());
        return switch (name) {
            case "serve" -> without(options, new Serve());
            case "demo" -> without(options, new Demo());
            default -> throw new IllegalArgumentException("There is no command '" + name + "': it is serve or demo.");
        };
    }

    /// Configuration that goes with the command.
    default Map<String, String> settings() {
        return switch (this) {
            case Serve() -> Map.of();
            case Demo() -> Map.of("kennel.import.roots", "${kennel.demo.directory:src/main/demo}");
        };
    }

    private static Command without(List<String> options, Command command) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("The command takes no options, not '" + options.getFirst() + "'.");
        }
        return command;
    }
}
