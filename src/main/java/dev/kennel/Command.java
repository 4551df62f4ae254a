package dev.kennel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.kennel.exports.ExportRequest;

/// What Kennel was started for: to be a server, or to ask one that runs.
sealed interface Command {

    Set<String> REMOTE = Set.of("rebuild", "check-derivation");
    String IMATRIX = "--imatrix";
    String DEVICE = "--device";
    String ROOTS = "kennel.import.roots";
    String DEMO_ROOT = "${kennel.demo.directory:src/main/demo}";

    record Serve() implements Command {}

    /// Serves, and fills the catalog from the bundled models first.
    record Demo() implements Command {}

    /// Checks the store and exits; nothing is served meanwhile.
    record Verify(boolean repair) implements Command {}

    /// Writes a repository out as a folder and exits. Nothing is served meanwhile by this process; a server on the same
    /// data goes on.
    record Export(ExportRequest request) implements Command {}

    /// Asks a running server for something about a quant, and waits for the answer. No server is started.
    sealed interface Remote extends Command {

        /// `owner/name/Q4_K_M`.
        String quant();

        /// What the API calls it.
        String task();

        /// Parameters of the task by name.
        default Map<String, String> parameters() {
            return Map.of();
        }
    }

    /// Derives a quant again and says whether the same bytes come out.
    ///
    /// @param device what to encode on; when absent the server's own choice
    record Rebuild(String quant, Optional<String> device) implements Remote {

        @Override
        public String task() {
            return "rebuild";
        }

        @Override
        public Map<String, String> parameters() {
            return device.map(name -> Map.of("device", name)).orElse(Map.of());
        }
    }

    /// Says which tensors of a quant made elsewhere come out of its base.
    ///
    /// @param imatrix file name of the importance matrix to try, or `none`; when absent the one that the quant
    ///     names
    /// @param device what to encode on; when absent the server's own choice
    record CheckDerivation(String quant, Optional<String> imatrix, Optional<String> device) implements Remote {

        @Override
        public String task() {
            return "derivation-check";
        }

        @Override
        public Map<String, String> parameters() {
            var parameters = new LinkedHashMap<String, String>();
            imatrix.ifPresent(name -> parameters.put("imatrix", name));
            device.ifPresent(name -> parameters.put("device", name));
            return parameters;
        }
    }

    /// Whether the words begin a command for a running server, whatever follows.
    static boolean asksServer(String[] args) {
        return args.length > 0 && REMOTE.contains(args[0]);
    }

    /// @throws IllegalArgumentException for words that are no command
    static Command of(String[] args) {
        List<String> words = Arrays.asList(args);
        String name = words.isEmpty() ? "serve" : words.getFirst();
        List<String> options = words.isEmpty() ? List.of() : words.subList(1, words.size());
        return switch (name) {
            case "serve" -> without(options, new Serve());
            case "demo" -> without(options, new Demo());
            case "verify" -> verify(options);
            case "export" -> new Export(ExportRequest.parse(options));
            case "rebuild" -> rebuild(options);
            case "check-derivation" -> checkDerivation(options);
            default ->
                throw new IllegalArgumentException("There is no command '" + name
                        + "': it is serve, demo, export, verify, rebuild or check-derivation.");
        };
    }

    /// Configuration that goes with the command.
    ///
    /// @param configured what a property has been set to
    default Map<String, String> settings(Function<String, Optional<String>> configured) {
        return switch (this) {
            case Serve() -> Map.of();
            case Remote _ -> Map.of();
            case Demo() ->
                Map.of(ROOTS, configured.apply(ROOTS).map(roots -> roots + ",").orElse("") + DEMO_ROOT);
            case Verify _, Export _ -> Map.of("quarkus.http.host-enabled", "false", "kennel.jobs.worker", "false");
        };
    }

    private static Command without(List<String> options, Command command) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("The command takes no options, not '" + options.getFirst() + "'.");
        }
        return command;
    }

    /// @param taken the options that the command has
    private static String quant(String name, List<String> options, String taken) {
        options.stream().filter(word -> word.startsWith("-")).findFirst().ifPresent(option -> {
            throw new IllegalArgumentException(name + " has no option '" + option + "'; it takes " + taken + ".");
        });
        if (options.size() != 1 || !options.getFirst().matches("[^/]+/[^/]+/[^/]+")) {
            throw new IllegalArgumentException(
                    name + " takes one quant as OWNER/NAME/QUANT, not '" + String.join(" ", options) + "'.");
        }
        return options.getFirst();
    }

    private static Command rebuild(List<String> options) {
        var device = device(options);
        return new Rebuild(quant("rebuild", device.rest(), DEVICE), device.value());
    }

    private static Command checkDerivation(List<String> options) {
        var imatrix = Option.among(options, IMATRIX, "the file name of an importance matrix of the base, or 'none'.");
        var device = device(imatrix.rest());
        return new CheckDerivation(
                quant("check-derivation", device.rest(), IMATRIX + " and " + DEVICE), imatrix.value(), device.value());
    }

    private static Option device(List<String> options) {
        return Option.among(options, DEVICE, "what to encode on: 'auto', 'cpu', or the name of a device.");
    }

    /// An option with a value, and the words beside it.
    record Option(Optional<String> value, List<String> rest) {

        private static Option among(List<String> words, String name, String taken) {
            int at = words.indexOf(name);
            if (at < 0) {
                return new Option(Optional.empty(), words);
            }
            if (at + 1 == words.size()) {
                throw new IllegalArgumentException(name + " takes " + taken);
            }
            List<String> rest = Stream.concat(
                            words.subList(0, at).stream(), words.stream().skip(at + 2))
                    .toList();
            if (rest.contains(name)) {
                throw new IllegalArgumentException(name + " is there twice.");
            }
            return new Option(Optional.of(words.get(at + 1)), rest);
        }
    }

    private static Command verify(List<String> options) {
        if (options.isEmpty()) {
            return new Verify(false);
        }
        if (options.equals(List.of("--repair"))) {
            return new Verify(true);
        }
        throw new IllegalArgumentException("verify takes only --repair, not '" + options.getFirst() + "'.");
    }
}
