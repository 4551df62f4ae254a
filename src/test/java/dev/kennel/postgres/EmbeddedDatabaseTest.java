package dev.kennel.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.DatabaseResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedDatabaseTest {

    @TempDir
    Path home;

    /// Unpacking takes longer than all the rest of a test: the tests share one copy of the programs.
    @BeforeEach
    void sharePrograms() throws Exception {
        Path programs = Files.createDirectories(DatabaseResource.POSTGRES.resolve("programs"));
        Files.createSymbolicLink(home.resolve("programs"), programs);
    }

    @Test
    void commitsAreDurableAndTextIsUtf8() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
            assertThat(setting(database, "data_checksums")).isEqualTo("on");
            assertThat(setting(database, "server_encoding")).isEqualTo("UTF8");
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(database, "select upper('ärger')")).containsExactly("ÄRGER");
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(query(database, "select type || ' ' || auth_method from pg_hba_file_rules"))
                    .isNotEmpty()
                    .allMatch(rule -> rule.endsWith("scram-sha-256"));
            assertThat(Files.getPosixFilePermissions(home.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void dataOutliveAnOrderlyRestart() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            update(database, "create table note (text text)");
            update(database, "insert into note values ('kept')");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThat(query(database, "select text from note")).containsExactly("kept");
        }
    }

    @Test
    void dataOutliveTheKillOfTheOwner() throws Exception {
        try (OwnerProcess owner = OwnerProcess.thatWroteOneRow(home)) {
            owner.kill();
        }
        assertThat(PidFile.of(data()).state()).isEqualTo(PidFile.State.OURS);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThat(query(database, "select text from note")).containsExactly("kept");
        }
    }

    @Test
    void dataOutliveTheKillOfOwnerAndPostmaster() throws Exception {
        try (OwnerProcess owner = OwnerProcess.thatWroteOneRow(home)) {
            ProcessHandle postmaster =
                    ProcessHandle.of(PidFile.of(data()).pid().orElseThrow()).orElseThrow();
            owner.kill();
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThat(query(database, "select text from note")).containsExactly("kept");
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsNotBelieved() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            update(database, "create table note (text text)");
        }
        Files.writeString(
                data().resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data() + "\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThat(query(database, "select text from note")).isEmpty();
        }
    }

    @Test
    void aDirectoryCutOffWhileItWasMadeIsMadeAnew() throws Exception {
        Files.delete(home.resolve("programs"));
        Files.createDirectories(home.resolve("data.partial/base"));
        Files.createDirectories(home.resolve("programs/unpacking/bin"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThat(query(database, "select 1")).containsExactly("1");
        }
    }

    @Test
    void aSecondOwnerIsRefusedWhileTheFirstLives() throws Exception {
        try (OwnerProcess owner = OwnerProcess.thatWroteOneRow(home)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(home))
                    .isInstanceOf(DatabaseFailure.class)
                    .hasMessageContaining(home.toRealPath().toString())
                    .hasMessageContaining("process " + owner.pid());
            assertThat(PidFile.of(data()).state()).isEqualTo(PidFile.State.OURS);
        }
        EmbeddedDatabase.start(home).close();
    }

    @Test
    void whatARunningOwnerServesCanBeJoined() throws Exception {
        assertThat(RunningDatabase.below(home)).isEmpty();
        try (OwnerProcess _ = OwnerProcess.thatWroteOneRow(home)) {
            RunningDatabase running = RunningDatabase.below(home).orElseThrow();

            try (var connection = DriverManager.getConnection(running.jdbcUrl(), running.user(), running.password());
                    var rows = connection.createStatement().executeQuery("select text from note")) {
                assertThat(rows.next()).isTrue();
            }
        }
        assertThat(RunningDatabase.below(home)).as("once its owner was killed").isEmpty();
        EmbeddedDatabase.start(home).close();
    }

    @Test
    void aSecondOwnerInTheSameProcessIsRefusedToo() throws SQLException {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(home)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(home)).isInstanceOf(DatabaseFailure.class);
            assertThatThrownBy(() -> EmbeddedDatabase.start(home)).hasMessageContaining("is in use");
            assertThat(query(first, "select 1")).containsExactly("1");
        }
    }

    @Test
    void dataOfAnotherVersionAreLeftAlone() throws Exception {
        EmbeddedDatabase.start(home).close();
        Files.writeString(data().resolve("PG_VERSION"), "14\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(home))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("written by PostgreSQL 14");
        assertThat(data().resolve("base")).exists();
    }

    private Path data() throws Exception {
        return home.toRealPath().resolve("data");
    }

    private static String setting(EmbeddedDatabase database, String name) throws SQLException {
        return query(database, "select current_setting('" + name + "')").getFirst();
    }

    private static void update(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(EmbeddedDatabase database, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
