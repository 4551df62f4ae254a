package dev.kennel.torture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a packaged server is started.
///
/// @param jar its `quarkus-run.jar`
/// @param home its `kennel.home`, which also gets `server.log`
/// @param properties more of its configuration
record ServerSettings(Path jar, Path home, Map<String, String> properties) {

    ServerSettings {
        properties = Map.copyOf(properties);
    }

    /// A server whose sweeps have several shares and whose collector is always at work.
    ///
    /// @param libraries llama.cpp's
    /// @param recipes the directory that they come in
    static ServerSettings forTorture(Path jar, Path home, Path libraries, Path recipes) {
        return new ServerSettings(
                jar,
                home,
                Map.of(
                        "kennel.llama.directory", libraries.toString(),
                        "kennel.recipes.directory", recipes.toString(),
                        "kennel.import.roots", home.resolve("sources").toString(),
                        "kennel.sweep.share", "4M",
                        "kennel.store.collect-every", "1S"));
    }

    ServerSettings with(String property, String value) {
        var more = new HashMap<>(properties);
        more.put(property, value);
        return new ServerSettings(jar, home, more);
    }

    Path log() {
        return home.resolve("server.log");
    }

    /// The store's directory with the blobs.
    Path blobs() {
        return home.resolve("store/blobs");
    }

    /// Where what is still being written lies.
    Path staging() {
        return home.resolve("store/staging");
    }

    /// The command of the server's process, with the options that `./kennel` gives it too. A server that is killed soon
    /// gains nothing from the optimizing compiler.
    List<String> command(int port, String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dkennel.home=" + home,
                "-Dquarkus.http.port=" + port));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(words));
        return command;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
