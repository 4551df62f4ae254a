package dev.kennel.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgmlType;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BlobStoreTest {

    private static final Holder JOB = Holder.job(17);
    private static final Holder OTHER_JOB = Holder.job(18);
    private static final Duration OVER = Duration.ofSeconds(-1);

    private static StoreDatabase database;

    @TempDir
    Path root;

    private BlobFiles files;
    private BlobStore store;
    private StoreContent content;
    private Collector collector;

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
        store = new BlobStore(files, database.transactions());
        content = new StoreContent(files, database.transactions());
        collector = new Collector(files, database.transactions());
    }

    @Test
    void keepsWhatAJobPins() throws IOException {
        Sha256 blob = content.commit("weights", JOB);

        int collected = collector.collect();

        assertThat(collected).isZero();
        assertThat(files.path(blob)).hasContent("weights");
        assertThat(content.staging()).isEmpty();
    }

    @Test
    void collectsWhatNobodyNeeds() throws IOException, SQLException {
        Sha256 blob = content.commitUnit("k1", "weights", JOB);
        store.release(JOB);

        int collected = collector.collect();

        assertThat(collected).isEqualTo(1);
        assertThat(files.size(blob)).isEmpty();
        assertThat(database.count("blob")).isZero();
        assertThat(database.count("unit")).isZero();
    }

    @Test
    void collectsMoreThanABatch() throws IOException, SQLException {
        List<NewBlob> batch = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            batch.add(NewBlob.of(content.stage("weights " + i)));
        }
        store.commit(batch, JOB);
        Sha256 kept = content.commit("kept", OTHER_JOB);
        store.release(JOB);

        assertThat(collector.collect()).isEqualTo(450);
        assertThat(files.path(kept)).hasContent("kept");
        assertThat(database.count("blob")).isEqualTo(1);
    }

    @Test
    void keepsWhatIsReferredToUntilItIsNot() throws IOException, SQLException {
        Sha256 blob = content.commit("weights", JOB);
        database.refer(blob, "quant A");
        store.release(JOB);

        assertThat(collector.collect()).isZero();
        database.unrefer("quant A");
        assertThat(collector.collect()).isEqualTo(1);
    }

    @Test
    void reusesAUnitThatAnotherJobMade() throws IOException {
        Sha256 blob = content.commitUnit("k1", "weights", JOB);

        var found = store.reuse(List.of("k1", "k2"), OTHER_JOB);
        store.release(JOB);

        assertThat(found)
                .containsOnlyKeys("k1")
                .containsValue(new StoredUnit("k1", blob, 7, GgmlType.Q4_K, 256, "ggml"));
        assertThat(collector.collect()).isZero();
    }

    @Test
    void holdsOneBlobForUnitsOfEqualBytes() throws IOException, SQLException {
        store.commit(List.of(content.unit("k1", "weights"), content.unit("k2", "weights")), JOB);

        assertThat(store.reuse(List.of("k1", "k2"), JOB)).hasSize(2);
        assertThat(database.count("blob")).isEqualTo(1);
        assertThat(content.staging()).isEmpty();
    }

    @Test
    void refusesAUnitMadeWithOtherBytesAndKeepsTheFirst() throws IOException, SQLException {
        Sha256 first = content.commitUnit("k1", "weights", JOB);

        assertThatIllegalStateException()
                .isThrownBy(() -> content.commitUnit("k1", "other weights", OTHER_JOB))
                .withMessageContaining("Unit k1 is in the store as " + first);

        assertThat(store.reuse(List.of("k1"), JOB).get("k1").blob()).isEqualTo(first);
        assertThat(database.count("blob")).isEqualTo(1);
    }

    @Test
    void addsNothingWhenAFileCannotBePublished() throws IOException, SQLException {
        NewBlob good = content.unit("k1", "weights");
        NewBlob bad = content.unit("k2", "other weights");
        Files.delete(bad.staged().path());

        assertThatIOException().isThrownBy(() -> store.commit(List.of(good, bad), JOB));

        assertThat(database.count("blob")).isZero();
        assertThat(database.count("unit")).isZero();
        assertThat(database.count("pin")).isZero();
    }

    @Test
    void pinsAllBlobsOrNone() throws IOException, SQLException {
        Sha256 blob = content.commit("weights", JOB);
        Sha256 unknown = Sha256.of("unknown".getBytes(UTF_8));

        assertThat(store.pin(List.of(blob, unknown), OTHER_JOB)).containsExactly(unknown);
        store.release(JOB);

        assertThat(collector.collect()).isEqualTo(1);
    }

    @Test
    void letsAnExpiredPinGoAndKeepsALiveOne() throws IOException {
        Sha256 expired = content.commit("expired", JOB);
        Sha256 live = content.commit("live", JOB);
        store.pin(List.of(expired), Holder.download("a"), OVER);
        store.pin(List.of(live), Holder.download("b"), Duration.ofHours(1));
        store.release(JOB);

        assertThat(collector.collect()).isEqualTo(1);
        assertThat(files.size(expired)).isEmpty();
        assertThat(files.path(live)).hasContent("live");
    }

    @Test
    void renewsWhatHasNotExpired() throws IOException {
        Sha256 blob = content.commit("weights", JOB);
        store.pin(List.of(blob), Holder.download("a"), Duration.ofHours(1));
        store.pin(List.of(blob), Holder.download("b"), OVER);

        assertThat(store.renew(Holder.download("a"), Duration.ofHours(2))).isEqualTo(1);
        assertThat(store.renew(Holder.download("b"), Duration.ofHours(2))).isZero();
    }

    @Test
    void neverPinsNorReusesWhatIsBeingDeleted() throws IOException, SQLException {
        Sha256 blob = content.commitUnit("k1", "weights", JOB);
        markDeleting(blob);

        assertThat(store.pin(List.of(blob), OTHER_JOB)).containsExactly(blob);
        assertThat(store.reuse(List.of("k1"), OTHER_JOB)).isEmpty();
    }

    @Test
    void writesAgainWhatIsBeingDeleted() throws IOException, SQLException {
        Sha256 blob = content.commitUnit("k1", "weights", JOB);
        store.release(JOB);
        markDeleting(blob);
        files.delete(blob);

        content.commitUnit("k1", "weights", OTHER_JOB);

        assertThat(collector.removeMarked()).isZero();
        assertThat(files.path(blob)).hasContent("weights");
        assertThat(store.reuse(List.of("k1"), OTHER_JOB)).hasSize(1);
    }

    @Test
    void refusesOtherBytesForAUnitThatIsBeingDeleted() throws IOException, SQLException {
        Sha256 first = content.commitUnit("k1", "weights", JOB);
        markDeleting(first);

        assertThatIllegalStateException()
                .isThrownBy(() -> content.commitUnit("k1", "other weights", OTHER_JOB))
                .withMessageContaining("Unit k1 is in the store with other bytes");
    }

    @Test
    void finishesADeletionThatWasInterrupted() throws IOException, SQLException {
        Sha256 unlinked = content.commit("unlinked", JOB);
        Sha256 marked = content.commit("marked", JOB);
        store.release(JOB);
        markDeleting(unlinked);
        markDeleting(marked);
        files.delete(unlinked);

        assertThat(collector.removeMarked()).isEqualTo(2);
        assertThat(files.size(marked)).isEmpty();
        assertThat(database.count("blob")).isZero();
    }

    @Test
    void restoresALostFileWhenItsContentIsMadeAgain() throws IOException {
        Sha256 blob = content.commit("weights", JOB);
        files.delete(blob);

        content.commit("weights", OTHER_JOB);

        assertThat(files.path(blob)).hasContent("weights");
    }

    private void markDeleting(Sha256 blob) throws SQLException {
        database.execute("update blob set state = 'DELETING' where sha256 = ?", blob.hex());
    }
}
