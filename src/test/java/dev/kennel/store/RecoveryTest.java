package dev.kennel.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Kills the store between any two of its steps.
class RecoveryTest {

    private static final Holder JOB = Holder.job(17);
    private static final Holder OTHER_JOB = Holder.job(18);
    private static final Duration STAGING_LIFE = Duration.ofDays(7);

    private static StoreDatabase database;

    @TempDir
    Path root;

    private BlobFiles files;

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
    }

    @Test
    void removesAFileThatWasPublishedButNotCommitted() throws IOException {
        StoreContent content = new StoreContent(files, database.transactions());
        files.publish(content.stage("never committed"));
        Sha256 committed = content.commit("committed", JOB);

        Recovery.Mended mended = recovery().mend();

        assertThat(mended).isEqualTo(new Recovery.Mended(0, 0, 1));
        assertThat(files.path(committed)).hasContent("committed");
    }

    @Test
    void keepsAFileWithoutARowThatSomethingRefersTo() throws IOException, SQLException {
        StoreContent content = new StoreContent(files, database.transactions());
        Sha256 blob = content.stage("weights").sha256();
        files.publish(content.stage("weights"));
        database.refer(blob, "quant A");

        recovery().mend();

        assertThat(files.path(blob)).hasContent("weights");
    }

    @Test
    void sweepsStagedFilesOnceTheyAreOld() throws IOException {
        StoreContent content = new StoreContent(files, database.transactions());
        content.stage("left over");

        assertThat(recovery().mend().staged()).isZero();
        assertThat(recoveryAt(Instant.now().plus(STAGING_LIFE).plusSeconds(60))
                        .mend()
                        .staged())
                .isEqualTo(1);
        assertThat(content.staging()).isEmpty();
    }

    @Test
    void losesNothingWhereverItIsKilled() throws IOException, SQLException {
        int steps = new Killed(Integer.MAX_VALUE).runScenario();
        assertThat(steps).isGreaterThan(8);

        for (int step = 0; step < steps; step++) {
            for (boolean committed : new boolean[] {false, true}) {
                openEmptyStore();
                Killed killed = new Killed(step);
                killed.afterCommit = committed;
                killed.runScenario();

                recovery().mend();

                assertWhole("killed in transaction " + step + (committed ? " after" : " before") + " its commit");
                assertThat(pinnedContents()).containsAll(killed.promised);
            }
        }
    }

    /// What is left after a recovery: no finding, and everything that was ever promised and not given up.
    private void assertWhole(String moment) throws IOException {
        List<Finding> findings = new ArrayList<>();
        new Verifier(files, database.transactions()).verify(findings::add);
        assertThat(findings).as(moment).isEmpty();
    }

    private Set<Sha256> pinnedContents() throws IOException {
        Set<Sha256> there = new TreeSet<>();
        for (String text : List.of("a", "b", "c")) {
            Sha256 blob = Sha256.of(text.getBytes(UTF_8));
            if (files.size(blob).isPresent()) {
                there.add(blob);
            }
        }
        return there;
    }

    private Recovery recovery() {
        return recoveryAt(Instant.now());
    }

    private Recovery recoveryAt(Instant now) {
        return new Recovery(files, database.transactions(), Clock.fixed(now, ZoneOffset.UTC), STAGING_LIFE);
    }

    /// Commits, gives up, collects and commits again; dies in one of its transactions.
    private final class Killed implements Transactions {

        private final int dieIn;
        private final Set<Sha256> promised = new TreeSet<>();
        private boolean afterCommit;
        private int step;

        Killed(int dieIn) {
            this.dieIn = dieIn;
        }

        int runScenario() throws IOException {
            StoreContent content = new StoreContent(files, this);
            BlobStore store = new BlobStore(files, this);
            try {
                promised.add(content.commitUnit("k1", "a", JOB));
                promised.add(content.commitUnit("k2", "b", OTHER_JOB));
                promised.clear();
                promised.add(Sha256.of("b".getBytes(UTF_8)));
                store.release(JOB);
                new Collector(files, this).collect();
                promised.add(content.commitUnit("k1", "a", OTHER_JOB));
                promised.add(content.commitUnit("k3", "c", OTHER_JOB));
            } catch (Death e) {
                assertThat(step).isEqualTo(dieIn + 1);
            }
            return step;
        }

        @Override
        public <T> T inNew(Work<T> work) throws IOException {
            if (step++ != dieIn) {
                return database.transactions().inNew(work);
            }
            database.transactions().inNew(connection -> {
                T result = work.on(connection);
                if (!afterCommit) {
                    throw new Death();
                }
                return result;
            });
            throw new Death();
        }

        @Override
        public <T> T joining(Work<T> work) throws IOException {
            return inNew(work);
        }
    }

    private static final class Death extends RuntimeException {}
}
