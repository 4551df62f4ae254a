package dev.kennel.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Many hands on few blobs: whatever is pinned or referred to has its file.
class StoreConcurrencyTest {

    private static final int HANDS = 6;
    private static final int STEPS = 80;
    private static final int CONTENTS = 5;

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsTheFileOfWhateverIsNeeded(long seed) throws Exception {
        List<Callable<Void>> hands = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
            hands.add(new Hand(hand, seed)::work);
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(HANDS)) {
            for (Future<Void> hand : threads.invokeAll(hands)) {
                hand.get();
            }
        }

        new Collector(files, database.transactions()).collect();
        List<Finding> findings = new ArrayList<>();
        new Verifier(files, database.transactions()).verify(findings::add);
        assertThat(findings).as("seed %d", seed).isEmpty();
        assertThat(new StoreContent(files, database.transactions()).staging())
                .as("seed %d", seed)
                .isEmpty();
    }

    @Test
    void doesNotReuseAUnitThatARepairForgetsMeanwhile() throws Exception {
        BlobStore store = new BlobStore(files, database.transactions());
        Sha256 blob = new StoreContent(files, database.transactions()).commitUnit("k1", "weights", Holder.job(1));

        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Map<String, StoredUnit>> reused = database.transactions().inNew(repair -> {
                new BlobTable(repair).lockForWriting(new TreeSet<>(List.of(blob)));
                var reuse = thread.submit(() -> store.reuse(List.of("k1"), Holder.job(2)));
                waitUntilBlocked(reuse);
                new UnitTable(repair).forget(blob);
                return reuse;
            });

            assertThat(reused.get()).isEmpty();
        }
    }

    private static void waitUntilBlocked(Future<?> work) throws SQLException {
        while (!work.isDone() && database.count("pg_stat_activity where wait_event_type = 'Lock'") == 0) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /// Takes and gives up blobs at random; while it holds one, the file must be there.
    private final class Hand {

        private final Holder holder;
        private final long seed;
        private final Random random;
        private final BlobStore store = new BlobStore(files, database.transactions());
        private final StoreContent content = new StoreContent(files, database.transactions());
        private final Collector collector = new Collector(files, database.transactions());

        Hand(int number, long seed) {
            this.holder = Holder.job(number);
            this.seed = seed;
            this.random = new Random(31 * seed + number);
        }

        Void work() throws IOException, SQLException {
            for (int step = 0; step < STEPS; step++) {
                String text = "content " + random.nextInt(CONTENTS);
                switch (random.nextInt(6)) {
                    case 0 -> hold(content.commitUnit("key of " + text, text, holder), text);
                    case 1 -> commitTwo(text);
                    case 2 -> reuse(text);
                    case 3 -> pin(text);
                    case 4 -> refer(text);
                    case 5 -> collector.collect();
                    default -> throw new IllegalStateException();
                }
            }
            return null;
        }

        private void commitTwo(String text) throws IOException {
            String other = "content " + random.nextInt(CONTENTS);
            store.commit(List.of(content.unit("key of " + text, text), content.unit("key of " + other, other)), holder);
            assertThat(files.path(digest(other))).as("seed %d", seed).hasContent(other);
            hold(digest(text), text);
        }

        private void reuse(String text) throws IOException {
            StoredUnit unit = store.reuse(List.of("key of " + text), holder).get("key of " + text);
            if (unit != null) {
                hold(unit.blob(), text);
            }
        }

        private void pin(String text) throws IOException {
            if (store.pin(List.of(digest(text)), holder, Duration.ofHours(1)).isEmpty()) {
                hold(digest(text), text);
            }
        }

        private void refer(String text) throws IOException, SQLException {
            Sha256 blob = content.commit(text, holder);
            database.refer(blob, "referrer " + holder);
            store.release(holder);
            assertThat(files.path(blob)).as("seed %d", seed).hasContent(text);
            database.unrefer("referrer " + holder);
        }

        private void hold(Sha256 blob, String text) throws IOException {
            assertThat(files.path(blob)).as("seed %d", seed).hasContent(text);
            if (random.nextBoolean()) {
                store.release(holder);
            }
        }

        private Sha256 digest(String text) {
            return Sha256.of(text.getBytes(UTF_8));
        }
    }
}
