package dev.kennel.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BlobFilesTest {

    private static final Sha256 UNKNOWN = Sha256.of(new byte[] {42});

    @TempDir
    Path root;

    private BlobFiles files;

    @BeforeEach
    void openStore() throws IOException {
        files = new BlobFiles(root, 0);
    }

    @Test
    void publishesUnderTheDigestOfTheContent() throws IOException {
        Staged staged = stage("weights");

        files.publish(staged);

        Sha256 expected = Sha256.of("weights".getBytes(UTF_8));
        String hex = expected.hex();
        assertThat(staged.sha256()).isEqualTo(expected);
        assertThat(root.resolve("blobs")
                        .resolve(hex.substring(0, 2))
                        .resolve(hex.substring(2, 4))
                        .resolve(hex))
                .hasContent("weights");
        assertThat(files.size(expected)).hasValue(7);
        assertThat(staging()).isEmpty();
    }

    @Test
    void publishesTheSameContentTwice() throws IOException {
        Staged first = stage("weights");
        Staged second = stage("weights");

        files.publish(List.of(first, second));
        files.publish(first);

        assertThat(files.path(first.sha256())).hasContent("weights");
        assertThat(staging()).isEmpty();
    }

    @Test
    void refusesToPublishWhatChangedAfterItWasHashed() throws IOException {
        Staged staged = stage("weights");
        Files.writeString(staged.path(), "other weights");

        assertThatIOException()
                .isThrownBy(() -> files.publish(staged))
                .withMessageContaining("has 13 bytes instead of 7");
        assertThat(files.size(staged.sha256())).isEmpty();
    }

    @Test
    void refusesToPublishWhatIsNowhere() throws IOException {
        Staged staged = stage("weights");
        Files.delete(staged.path());

        assertThatIOException().isThrownBy(() -> files.publish(staged));
    }

    @Test
    void dropsAWriterThatWasNotFinished() throws IOException {
        try (BlobWriter writer = files.stage(3)) {
            writer.write(new byte[3]);
        }

        assertThat(staging()).isEmpty();
    }

    @Test
    void refusesAFileThatDoesNotFitOnTheDisk() throws IOException {
        BlobFiles full = new BlobFiles(root, Long.MAX_VALUE);

        assertThatExceptionOfType(DiskFullException.class).isThrownBy(() -> full.stage(1));
        assertThatExceptionOfType(DiskFullException.class).isThrownBy(() -> {
            try (BlobWriter writer = full.resume("u1", 0)) {
                writer.write(new byte[1]);
            }
        });
    }

    @Test
    void resumesAnUploadWhereItBroke() throws IOException {
        try (BlobWriter writer = files.resume("u1", 0)) {
            writer.write("wei-broken".getBytes(UTF_8));
        }

        Staged staged;
        try (BlobWriter writer = files.resume("u1", 3)) {
            writer.write("ghts".getBytes(UTF_8));
            staged = writer.finish();
        }

        assertThat(staged.sha256()).isEqualTo(Sha256.of("weights".getBytes(UTF_8)));
        assertThat(staged.bytes()).isEqualTo(7);
        assertThat(files.arrived("u1")).isEqualTo(7);
    }

    @Test
    void refusesToResumeBeyondWhatHasArrived() throws IOException {
        try (BlobWriter writer = files.resume("u1", 0)) {
            writer.write(new byte[5]);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.resume("u1", 6))
                .withMessageContaining("Go on at 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "a.b", "."})
    void refusesAnUploadNamedLikeAPath(String upload) {
        assertThatIllegalArgumentException().isThrownBy(() -> files.resume(upload, 0));
    }

    @Test
    void forgetsAnAbandonedUpload() throws IOException {
        files.resume("u1", 0).close();

        files.abandon("u1");

        assertThat(staging()).isEmpty();
    }

    @Test
    void sweepsOnlyWhatIsOld() throws IOException {
        Path old = stage("old").path();
        Path recent = stage("recent").path();
        Path oldDirectory = Files.createDirectory(files.staging().resolve("copy"));
        Files.writeString(oldDirectory.resolve("model.gguf"), "x");
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        Files.setLastModifiedTime(old, FileTime.from(yesterday));
        Files.setLastModifiedTime(oldDirectory, FileTime.from(yesterday));

        int swept = files.sweepStaging(yesterday.plusSeconds(60));

        assertThat(swept).isEqualTo(2);
        assertThat(staging()).containsExactly(recent);
    }

    @Test
    void listsItsFilesAndTellsStrangersApart() throws IOException {
        Staged staged = stage("weights");
        files.publish(staged);
        Path stranger = Files.writeString(root.resolve("blobs").resolve(UNKNOWN.hex()), "in the wrong place");

        List<Path> seen = new ArrayList<>();
        files.visit(seen::add);

        assertThat(seen).containsExactlyInAnyOrder(files.path(staged.sha256()), stranger);
        assertThat(files.digestOf(files.path(staged.sha256()))).contains(staged.sha256());
        assertThat(files.digestOf(stranger)).isEmpty();
    }

    @Test
    void passesOverAFileThatGoesWhileOthersAreSeen() throws IOException {
        Staged staged = stage("weights");
        files.publish(staged);
        Path blob = files.path(staged.sha256());
        Path neighbour = Files.writeString(blob.resolveSibling("neighbour"), "beside it");

        List<Path> seen = new ArrayList<>();
        files.visit(file -> {
            seen.add(file);
            Files.delete(file.equals(blob) ? neighbour : blob);
        });

        assertThat(seen).hasSize(1);
    }

    @Test
    void deletesOnce() throws IOException {
        Staged staged = stage("weights");
        files.publish(staged);

        assertThat(files.delete(staged.sha256())).isTrue();
        assertThat(files.delete(staged.sha256())).isFalse();
        assertThat(files.delete(UNKNOWN)).isFalse();
    }

    private Staged stage(String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        try (BlobWriter writer = files.stage(bytes.length)) {
            writer.write(bytes);
            return writer.finish();
        }
    }

    private List<Path> staging() throws IOException {
        try (Stream<Path> entries = Files.list(files.staging())) {
            return entries.toList();
        }
    }
}
