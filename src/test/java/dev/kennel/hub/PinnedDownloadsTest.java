package dev.kennel.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.SettableClock;
import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.blob.VirtualFile;
import dev.kennel.hub.DownloadLedger.Lease;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Collector;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PinnedDownloadsTest {

    private static final Holder JOB = Holder.job(-1);
    private static final Duration LIFE = Duration.ofMinutes(2);

    @Inject
    BlobStore store;

    @Inject
    BlobFiles files;

    @Inject
    Collector collector;

    private final SettableClock clock = new SettableClock();
    private PinnedDownloads downloads;

    @BeforeEach
    void startLedger() {
        downloads = new PinnedDownloads(store, clock, LIFE);
    }

    @AfterEach
    void releaseEverything() throws IOException {
        downloads.release();
        store.release(JOB);
        collector.collect();
    }

    @Test
    void keepsTheBlobsOfAFileWhileItIsDownloaded() throws IOException {
        VirtualFile file = fileThatNothingElseNeeds("one");
        Lease lease = downloads.open(file).orElseThrow();
        store.release(JOB);

        collector.collect();
        assertThat(blobsThere(file)).isTrue();

        lease.close();
        downloads.tend();
        downloads.tend();
        collector.collect();
        assertThat(blobsThere(file)).isFalse();
    }

    @Test
    void keepsThemBetweenTheRangesOfAClient() throws IOException {
        VirtualFile file = fileThatNothingElseNeeds("two");
        downloads.open(file).orElseThrow().close();
        store.release(JOB);

        downloads.tend();
        collector.collect();

        assertThat(downloads.open(file)).isPresent();
        assertThat(blobsThere(file)).isTrue();
    }

    @Test
    void keepsThemUntilTheLastOfSeveralDownloadsHasEnded() throws IOException {
        VirtualFile file = fileThatNothingElseNeeds("three");
        Lease first = downloads.open(file).orElseThrow();
        Lease second = downloads.open(file).orElseThrow();
        store.release(JOB);

        first.close();
        first.close();
        downloads.tend();
        downloads.tend();
        collector.collect();

        assertThat(blobsThere(file)).isTrue();
        second.close();
    }

    @Test
    void pinsAgainWhenTheLastRenewalIsLongAgo() throws IOException {
        VirtualFile file = fileThatNothingElseNeeds("four");
        downloads.open(file).orElseThrow();
        store.release(JOB);

        clock.advance(LIFE);

        assertThat(downloads.open(file)).isPresent();
    }

    @Test
    void saysWhenTheBlobsAreGone() throws IOException {
        VirtualFile file = fileThatNothingElseNeeds("five");
        store.release(JOB);
        collector.collect();

        assertThat(downloads.open(file)).isEmpty();
    }

    @Test
    void needsNoPinForAFileOutsideTheStore() throws IOException {
        VirtualFile file = VirtualFile.builder()
                .file(Path.of("/somewhere/model.gguf"), 0, 10)
                .build(Sha256.of(new byte[10]));

        assertThat(downloads.open(file)).isPresent();
    }

    private VirtualFile fileThatNothingElseNeeds(String text) throws IOException {
        Staged first = stage(text + " first");
        Staged second = stage(text + " second");
        store.commit(List.of(NewBlob.of(first), NewBlob.of(second)), JOB);
        return VirtualFile.builder()
                .blob(files, first.sha256(), first.bytes())
                .blob(files, second.sha256(), second.bytes())
                .build(Sha256.of((text + " first" + text + " second").getBytes(UTF_8)));
    }

    private Staged stage(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        try (BlobWriter writer = files.stage(bytes.length)) {
            writer.write(bytes);
            return writer.finish();
        }
    }

    private boolean blobsThere(VirtualFile file) throws IOException {
        boolean there = true;
        for (Sha256 blob : file.blobs()) {
            there &= files.size(blob).isPresent();
        }
        return there;
    }
}
