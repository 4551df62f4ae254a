package dev.kennel.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.blob.VirtualFile;
import dev.kennel.postgres.EmbeddedDatabase;

/// A quant in the store and the catalog, made up: random bytes, laid out like a mixture of experts, where a big tensor
/// comes with a small one.
///
/// @param file as the server lays it out
/// @param path of its download
record BenchedQuant(VirtualFile file, String path) {

    private static final int PAIRS = 375;
    private static final int LARGE = 2_900_000;
    private static final int SMALL = 8_192;
    private static final int HEADER = 1 << 16;
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String FILENAME = "Bench-Q4_K_M.gguf";

    /// @param store directory of the server's store
    static BenchedQuant make(Path store, EmbeddedDatabase database) throws IOException, SQLException {
        return make(store, database, PAIRS, LARGE);
    }

    static BenchedQuant make(Path store, EmbeddedDatabase database, int pairs, int large)
            throws IOException, SQLException {
        var files = new BlobFiles(store, 0);
        List<Staged> blobs = write(files, pairs, large);
        VirtualFile file = layOut(files, blobs);
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            connection.setAutoCommit(false);
            new Entry(connection).add(blobs, file);
            connection.commit();
        }
        return new BenchedQuant(file, "/bench/Bench/resolve/" + COMMIT + "/" + FILENAME);
    }

    /// The header first.
    private static List<Staged> write(BlobFiles files, int pairs, int large) throws IOException {
        var random = new Random(1);
        List<Staged> blobs = new ArrayList<>();
        blobs.add(write(files, random, HEADER));
        for (int i = 0; i < pairs; i++) {
            blobs.add(write(files, random, large + 2 * random.nextInt(large / 20)));
            blobs.add(write(files, random, SMALL));
        }
        files.publish(blobs);
        return blobs;
    }

    private static Staged write(BlobFiles files, Random random, int length) throws IOException {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        try (BlobWriter writer = files.stage(length)) {
            writer.write(bytes);
            return writer.finish();
        }
    }

    private static VirtualFile layOut(BlobFiles files, List<Staged> blobs) throws IOException {
        VirtualFile.Builder builder = VirtualFile.builder();
        for (Staged blob : blobs) {
            builder.blob(files, blob.sha256(), blob.bytes()).zeros(padding(blob));
        }
        VirtualFile undigested = builder.build(Sha256.of(new byte[0]));
        try (InputStream content = undigested.newInputStream()) {
            return builder.build(Sha256.of(content));
        }
    }

    private static int padding(Staged blob) {
        return (int) (-blob.bytes() & 31);
    }

    /// What the catalog says of it.
    private record Entry(Connection connection) {

        void add(List<Staged> blobs, VirtualFile file) throws SQLException {
            for (Staged blob : blobs) {
                run(
                        "insert into blob (sha256, bytes, state) values (?, ?, 'READY') on conflict do nothing",
                        blob.sha256().hex(),
                        blob.bytes());
            }
            long repository = id(
                    "insert into repository (owner, name, created_at) values ('bench', 'Bench', now()) returning id");
            long artifact = id(
                    """
                    insert into artifact
                        (model_id, sha256, bytes, header_sha256, weights_digest, bits_per_weight, created_at)
                    values (?, ?, ?, ?, '', 4.5, now()) returning id
                    """,
                    model(repository),
                    file.sha256().hex(),
                    file.length(),
                    blobs.getFirst().sha256().hex());
            addTensors(artifact, blobs);
            run(
                    "insert into revision (id, repository_id, ordinal, message, created_at) values (?, ?, 1, '', now())",
                    COMMIT,
                    repository);
            run("""
                    insert into repository_file (repository_id, path, sha256, bytes, artifact_id, added_in)
                    values (?, ?, ?, ?, ?, 1)
                    """, repository, FILENAME, file.sha256().hex(), file.length(), artifact);
        }

        private long model(long repository) throws SQLException {
            return id("""
                    insert into model (repository_id, created_at, architecture, family, parameters, active_parameters,
                        source_bytes, source_sha256, facts)
                    values (?, now(), 'llama', 'llama', 1, 1, 0, '', '{}') returning id
                    """, repository);
        }

        private void addTensors(long artifact, List<Staged> blobs) throws SQLException {
            long offset = blobs.getFirst().bytes() + padding(blobs.getFirst());
            for (int i = 1; i < blobs.size(); i++) {
                Staged blob = blobs.get(i);
                run(
                        """
                        insert into artifact_tensor
                            (artifact_id, ordinal, name, type, shape, file_offset, bytes, blob_sha256)
                        values (?, ?, ?, 'I8', array[?::bigint], ?, ?, ?)
                        """,
                        artifact,
                        i - 1,
                        "tensor." + i,
                        blob.bytes(),
                        offset,
                        blob.bytes(),
                        blob.sha256().hex());
                offset += blob.bytes() + padding(blob);
            }
        }

        private void run(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepared(sql, values)) {
                statement.execute();
            }
        }

        private long id(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepared(sql, values);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }

        private PreparedStatement prepared(String sql, Object... values) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        }
    }
}
