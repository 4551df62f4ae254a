package dev.kennel.torture;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `./kennel torture --kills N [--seed S]`: kills the packaged server N times and looks for damage.
public final class Torture {

    private Torture() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            System.exit(run(TortureOptions.of(args), System.out) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("torture: " + e.getMessage());
            System.exit(2);
        }
    }

    /// @return whether the server held
    private static boolean run(TortureOptions options, PrintStream out) throws IOException, InterruptedException {
        out.println("seed: " + options.seed());
        Path home = Files.createTempDirectory("kennel-torture-");
        var settings = ServerSettings.forTorture(
                options.server(), home, property("kennel.llama.directory"), property("kennel.recipes.directory"));
        Path model = property("kennel.demo.directory").resolve("models/pup-llama-3m-bf16.gguf");
        try (var run = new TortureRun(settings, model, options.kills(), options.seed(), out)) {
            run.run();
        } catch (StoryBroken e) {
            out.println("BROKEN: " + e.getMessage());
            out.println("All of it is left in " + home + ". The same again: ./kennel torture --kills " + options.kills()
                    + " --seed " + options.seed());
            return false;
        }
        delete(home);
        return true;
    }

    /// As `./kennel` sets it.
    private static Path property(String name) {
        return Path.of(System.getProperty(name)).toAbsolutePath();
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
