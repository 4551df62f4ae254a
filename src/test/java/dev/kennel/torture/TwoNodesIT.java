package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.torture.Models.Model;

import static org.assertj.core.api.Assertions.assertThat;

/// Two servers on one database and one store.
class TwoNodesIT {

    @TempDir
    Path directory;

    @Test
    void bothTakePartInASweep() throws IOException, InterruptedException, SQLException {
        ServerSettings first = PackagedServer.settings(directory.resolve("first"))
                .with("kennel.jobs.node", "first")
                .with("kennel.sweep.share", "400K");
        try (var server = TestServer.start(first);
                var _ = ServerProcess.start(beside(first))) {
            Model model = server.importedModel();

            long job = server.sweep(model, "Q8_0", "Q4_0");

            server.jobs().awaitDone(job);
            assertThat(nodes(first, job)).containsExactly("first", "second");
            for (var file : server.client().files(model.repository()).orElseThrow()) {
                assertThat(server.client().download(model.repository(), file.path()))
                        .isEqualTo(file);
            }
            assertThat(server.quants(model)).containsExactly(model.quantFile("Q4_0"), model.quantFile("Q8_0"));
        }
    }

    /// A second node on the database and the store of a running one.
    private ServerSettings beside(ServerSettings first) throws IOException {
        return PackagedServer.settings(directory.resolve("second"))
                .with("kennel.jobs.node", "second")
                .with("kennel.store.root", first.home().resolve("store").toString())
                .with("kennel.import.roots", first.home().resolve("sources").toString())
                .with("quarkus.datasource.jdbc.url", databaseUrl(first))
                .with("quarkus.datasource.username", "kennel")
                .with("quarkus.datasource.password", password(first));
    }

    private static Set<String> nodes(ServerSettings server, long job) throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(databaseUrl(server), "kennel", password(server));
                var query = connection.prepareStatement("select node from share where job_id = ?")) {
            query.setLong(1, job);
            var nodes = new TreeSet<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    nodes.add(rows.getString(1));
                }
            }
            return nodes;
        }
    }

    /// The fourth line of the file is the port.
    private static String databaseUrl(ServerSettings server) throws IOException {
        String port = Files.readAllLines(server.home().resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip();
        return "jdbc:postgresql://127.0.0.1:" + port + "/kennel";
    }

    private static String password(ServerSettings server) throws IOException {
        return Files.readString(server.home().resolve("postgres/password")).strip();
    }
}
