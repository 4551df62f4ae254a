package dev.kennel.bundles;

import java.nio.file.Path;

import dev.kennel.llama.PackagedLlama;

import static org.assertj.core.api.Assertions.assertThat;

/// `./kennel check-bundle`, as a person runs it: a process that has nothing of the server.
final class Checking {

    private Checking() {}

    static void passes(Path bundle, String result) throws Exception {
        assertThat(run(bundle, 0)).endsWith(result + "\n").contains("all as they were put in");
    }

    /// @param result what the last line begins with after the number of files
    /// @return what it said
    static String fails(Path bundle, String result) throws Exception {
        String said = run(bundle, 1);
        assertThat(said.lines().toList().getLast()).contains(result);
        return said;
    }

    static void refuses(Path bundle, String why) throws Exception {
        assertThat(run(bundle, 1)).contains(why).endsWith("result: no bundle\n");
    }

    private static String run(Path bundle, int status) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dkennel.llama.directory=" + PackagedLlama.DIRECTORY,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.kennel.CheckBundle",
                        bundle.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isEqualTo(status);
        return said;
    }
}
