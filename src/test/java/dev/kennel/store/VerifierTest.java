package dev.kennel.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.store.Finding.Outcome;
import dev.kennel.store.Finding.Problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class VerifierTest {

    private static final Holder JOB = Holder.job(17);
    private static final String QUANT = "tensor blk.0 of quant A";

    private static StoreDatabase database;

    @TempDir
    Path root;

    private BlobFiles files;
    private StoreContent content;
    private BlobStore store;
    private Verifier verifier;

    @BeforeAll
    static void startDatabase() throws IOException, SQLException {
        database = new StoreDatabase();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void openEmptyStore() throws IOException, SQLException {
        database.empty();
        files = new BlobFiles(root, 0);
        content = new StoreContent(files, database.transactions());
        store = new BlobStore(files, database.transactions());
        verifier = new Verifier(files, database.transactions());
    }

    @Test
    void findsNothingInAWholeStore() throws IOException, SQLException {
        content.commitUnit("k1", "weights", JOB);
        database.refer(content.commit("header", JOB), QUANT);

        assertThat(verify()).isEmpty();
    }

    @Test
    void findsAFlippedBitAndWhoNeedsIt() throws IOException, SQLException {
        Sha256 blob = referredUnit("k1", "weights");
        Files.writeString(files.path(blob), "weighty");

        assertThat(verify()).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.WRONG_CONTENT);
            assertThat(finding.problem().severity()).isEqualTo(Finding.Severity.DAMAGE);
            assertThat(finding.subject()).isEqualTo(blob.hex());
            assertThat(finding.explanation())
                    .contains(Sha256.of("weighty".getBytes(UTF_8)).hex());
            assertThat(finding.referrers()).containsExactly(QUANT);
            assertThat(finding.outcome()).isEqualTo(Outcome.LEFT);
            assertThat(finding.explanation()).endsWith("then make the tensor blk.0 of quant A again.");
        });
        assertThat(files.path(blob)).hasContent("weighty");
    }

    @Test
    void findsAFileThatWasCutOrLost() throws IOException {
        Sha256 cut = content.commit("weights", JOB);
        Sha256 lost = content.commit("more weights", JOB);
        Files.writeString(files.path(cut), "wei");
        files.delete(lost);

        assertThat(problems(verify()))
                .containsExactlyInAnyOrder(
                        tuple(Problem.WRONG_SIZE, cut.hex(), Outcome.LEFT),
                        tuple(Problem.MISSING_FILE, lost.hex(), Outcome.LEFT));
    }

    @Test
    void forgetsADamagedUnitSoThatItIsMadeAgain() throws IOException, SQLException {
        Sha256 blob = referredUnit("k1", "weights");
        Files.writeString(files.path(blob), "weighty");

        assertThat(repair()).singleElement().satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(Outcome.DROPPED);
            assertThat(finding.explanation()).endsWith("Dropped; make the tensor blk.0 of quant A again.");
        });
        assertThat(store.reuse(List.of("k1"), JOB)).isEmpty();
        assertThat(store.absent(List.of(blob))).containsExactly(blob);
        assertThat(store.pin(List.of(blob), JOB)).containsExactly(blob);
        assertThat(problems(verify())).containsExactly(tuple(Problem.MISSING_FILE, blob.hex(), Outcome.DROPPED));

        content.commitUnit("k1", "weights", JOB);
        assertThat(verify()).isEmpty();
        assertThat(store.absent(List.of(blob))).isEmpty();
    }

    @Test
    void dropsADamagedHeaderToo() throws IOException, SQLException {
        Sha256 blob = content.commit("header", JOB);
        database.refer(blob, "header of quant A");
        Files.writeString(files.path(blob), "hea");

        assertThat(problems(repair())).containsExactly(tuple(Problem.WRONG_SIZE, blob.hex(), Outcome.DROPPED));
        assertThat(files.size(blob)).isEmpty();
    }

    @Test
    void takesAFileIntoUseAgainThatWasPutBack() throws IOException, SQLException {
        Sha256 blob = referredUnit("k1", "weights");
        files.delete(blob);
        repair();
        Files.writeString(files.path(blob), "weights");

        assertThat(problems(verify())).containsExactly(tuple(Problem.FOUND_AGAIN, blob.hex(), Outcome.LEFT));
        assertThat(problems(repair())).containsExactly(tuple(Problem.FOUND_AGAIN, blob.hex(), Outcome.MENDED));
        assertThat(verify()).isEmpty();
    }

    @Test
    void removesALostBlobOnceNobodyNeedsIt() throws IOException, SQLException {
        Sha256 blob = referredUnit("k1", "weights");
        files.delete(blob);
        repair();
        database.unrefer(QUANT);
        store.release(JOB);

        new Collector(files, database.transactions()).collect();

        assertThat(database.count("blob")).isZero();
    }

    @Test
    void namesSomeOfManyReferrers() throws IOException, SQLException {
        Sha256 blob = content.commitUnit("k1", "norm", JOB);
        for (int i = 0; i < 25; i++) {
            database.refer(blob, "tensor norm of quant " + (char) ('A' + i));
        }
        files.delete(blob);

        assertThat(repair()).singleElement().satisfies(finding -> {
            assertThat(finding.referrers()).hasSize(21).endsWith("and 5 more");
            assertThat(finding.explanation())
                    .endsWith("make the tensor norm of quant A again, which brings it back for all that need it.");
        });
    }

    @Test
    void keepsADamagedFileThatNothingCanMakeAgain() throws IOException, SQLException {
        Sha256 blob = content.commit("imported", JOB);
        database.refer(blob, "source of model A");
        Files.writeString(files.path(blob), "importeb");

        assertThat(repair()).singleElement().satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(Outcome.LEFT);
            assertThat(finding.explanation()).contains("incomplete: make the source of model A again");
        });
        assertThat(files.path(blob)).hasContent("importeb");

        content.commit("imported", JOB);
        assertThat(verify()).isEmpty();
    }

    @Test
    void removesADamagedBlobThatNobodyNeeds() throws IOException {
        Sha256 blob = content.commitUnit("k1", "weights", JOB);
        store.release(JOB);
        Files.writeString(files.path(blob), "wei");

        assertThat(problems(repair())).containsExactly(tuple(Problem.WRONG_SIZE, blob.hex(), Outcome.MENDED));
        assertThat(files.size(blob)).isEmpty();
        assertThat(verify()).isEmpty();
    }

    @Test
    void removesAnOrphanAndLeavesAStrangerAlone() throws IOException {
        Sha256 orphan = content.stage("orphan").sha256();
        files.publish(content.stage("orphan"));
        Path stranger = Files.writeString(root.resolve("blobs").resolve("notes.txt"), "mine");

        assertThat(problems(repair()))
                .containsExactly(
                        tuple(Problem.ORPHAN, files.path(orphan).toString(), Outcome.MENDED),
                        tuple(Problem.STRANGER, stranger.toString(), Outcome.LEFT));
        assertThat(files.size(orphan)).isEmpty();
        assertThat(stranger).hasContent("mine");
    }

    @Test
    void endsADeletionThatHasBegun() throws IOException, SQLException {
        Sha256 blob = content.commit("weights", JOB);
        database.execute("update blob set state = 'DELETING'");

        assertThat(problems(repair())).containsExactly(tuple(Problem.HALF_DELETED, blob.hex(), Outcome.MENDED));
        assertThat(database.count("blob")).isZero();
        assertThat(verify()).isEmpty();
    }

    @Test
    void findsAReferenceToNothing() throws SQLException, IOException {
        Sha256 unknown = Sha256.of("unknown".getBytes(UTF_8));
        database.refer(unknown, QUANT);

        assertThat(problems(repair())).containsExactly(tuple(Problem.UNKNOWN_BLOB, unknown.hex(), Outcome.LEFT));
    }

    @Test
    void givesAKnownFileItsRowBack() throws IOException, SQLException {
        Sha256 blob = content.commit("weights", JOB);
        database.refer(blob, QUANT);
        database.execute("delete from blob");

        assertThat(problems(repair())).containsExactly(tuple(Problem.UNKNOWN_BLOB, blob.hex(), Outcome.MENDED));
        assertThat(verify()).isEmpty();
    }

    private Sha256 referredUnit(String key, String text) throws IOException, SQLException {
        Sha256 blob = content.commitUnit(key, text, JOB);
        database.refer(blob, QUANT);
        return blob;
    }

    private List<Finding> verify() throws IOException {
        List<Finding> findings = new ArrayList<>();
        verifier.verify(findings::add);
        return findings;
    }

    private List<Finding> repair() throws IOException {
        List<Finding> findings = new ArrayList<>();
        verifier.repair(findings::add);
        return findings;
    }

    private static List<Tuple> problems(List<Finding> findings) {
        return findings.stream()
                .map(finding -> tuple(finding.problem(), finding.subject(), finding.outcome()))
                .toList();
    }
}
