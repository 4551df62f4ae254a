package dev.kennel.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs the server's `verify` command, while no server runs.
final class Verify {

    private Verify() {}

    /// What it said.
    record Outcome(int status, String said) {}

    static Outcome run(ServerSettings settings, String... options) throws IOException, InterruptedException {
        Path output = settings.home().resolve("verify.log");
        String[] words = new String[options.length + 1];
        words[0] = "verify";
        System.arraycopy(options, 0, words, 1, options.length);
        Process process = new ProcessBuilder(settings.command(ServerSettings.freePort(), words))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        return new Outcome(status, Files.readString(output, StandardCharsets.UTF_8));
    }

    /// @throws StoryBroken when it finds anything
    static void demandClean(ServerSettings settings) throws IOException, InterruptedException {
        Outcome outcome = run(settings);
        if (outcome.status() != 0) {
            throw new StoryBroken("verify ended with " + outcome.status() + ":\n" + outcome.said());
        }
    }
}
