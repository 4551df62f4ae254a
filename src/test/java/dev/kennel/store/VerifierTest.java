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
            assertThat(finding.mended()).isFalse();
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
                        tuple(Problem.WRONG_SIZE, cut.hex(), false), tuple(Problem.MISSING_FILE, lost.hex(), false));
    }

    @Test
    void forgetsADamagedUnitSoThatItIsMadeAgain() throws IOException, SQLException {
        Sha256 blob = referredUnit("k1", "weights");
        Files.writeString(files.path(blob), "weighty");

        assertThat(repair()).singleElement().satisfies(finding -> {
            assertThat(finding.mended()).isFalse();
            assertThat(finding.explanation()).contains("Sweep the model again");
        });
        assertThat(store.reuse(List.of("k1"), JOB)).isEmpty();

        content.commitUnit("k1", "weights", JOB);
        assertThat(verify()).isEmpty();
    }

    @Test
    void keepsADamagedFileThatNothingCanMakeAgain() throws IOException, SQLException {
        Sha256 blob = content.commit("imported", JOB);
        database.refer(blob, "source of model A");
        Files.writeString(files.path(blob), "importeb");

        assertThat(repair()).singleElement().satisfies(finding -> {
            assertThat(finding.mended()).isFalse();
            assertThat(finding.explanation()).contains("Import the same file again");
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

        assertThat(problems(repair())).containsExactly(tuple(Problem.WRONG_SIZE, blob.hex(), true));
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
                        tuple(Problem.ORPHAN, files.path(orphan).toString(), true),
                        tuple(Problem.STRANGER, stranger.toString(), false));
        assertThat(files.size(orphan)).isEmpty();
        assertThat(stranger).hasContent("mine");
    }

    @Test
    void endsADeletionThatHasBegun() throws IOException, SQLException {
        Sha256 blob = content.commit("weights", JOB);
        database.execute("update blob set state = 'DELETING'");

        assertThat(problems(repair())).containsExactly(tuple(Problem.HALF_DELETED, blob.hex(), true));
        assertThat(database.count("blob")).isZero();
        assertThat(verify()).isEmpty();
    }

    @Test
    void findsAReferenceToNothing() throws SQLException, IOException {
        Sha256 unknown = Sha256.of("unknown".getBytes(UTF_8));
        database.refer(unknown, QUANT);

        assertThat(problems(repair())).containsExactly(tuple(Problem.UNKNOWN_BLOB, unknown.hex(), false));
    }

    @Test
    void givesAKnownFileItsRowBack() throws IOException, SQLException {
        Sha256 blob = content.commit("weights", JOB);
        database.refer(blob, QUANT);
        database.execute("delete from blob");

        assertThat(problems(repair())).containsExactly(tuple(Problem.UNKNOWN_BLOB, blob.hex(), true));
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
                .map(finding -> tuple(finding.problem(), finding.subject(), finding.mended()))
                .toList();
    }
}
