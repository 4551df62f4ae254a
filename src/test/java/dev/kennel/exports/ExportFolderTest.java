package dev.kennel.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.blob.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExportFolderTest {

    private static final List<ExportFile> FILES =
            List.of(ExportFile.text("a.gguf", "weights"), ExportFile.text("quants/a \\b.md", "card"));

    @TempDir
    Path directory;

    @Test
    void aDiskWithoutRoomIsSaidBefore() {
        assertThatThrownBy(() -> folder(10).fill(FILES, false, ExportFolderTest::write))
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining("needs 11 bytes more")
                .hasMessageContaining("room for 10 bytes");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatIsThereAlreadyNeedsNoRoom() throws Exception {
        Files.writeString(directory.resolve("a.gguf"), "weights");

        folder(4).fill(FILES, false, ExportFolderTest::write);

        assertThat(directory.resolve("quants/a \\b.md")).hasContent("card");
    }

    @Test
    void digestsAreReadAsTheyAreWritten() throws Exception {
        folder(Long.MAX_VALUE).fill(FILES, false, ExportFolderTest::write);

        assertThat(Sha256Sums.in(directory).digests())
                .containsOnlyKeys("a.gguf", "quants/a \\b.md")
                .containsEntry("a.gguf", Sha256.of("weights".getBytes()));
    }

    @Test
    void somebodysDigestsAreNotReplaced() throws Exception {
        Files.writeString(directory.resolve("SHA256SUMS"), "0".repeat(64) + "  data.csv\n");

        assertThatThrownBy(() -> folder(Long.MAX_VALUE).fill(FILES, false, ExportFolderTest::write))
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining("SHA256SUMS");
    }

    @Test
    void aFolderInTheWayIsNamedEvenWhenForced() throws Exception {
        Files.createDirectories(directory.resolve("a.gguf/deep"));

        assertThatThrownBy(() -> folder(Long.MAX_VALUE).fill(FILES, true, ExportFolderTest::write))
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining("a.gguf is a folder");
    }

    private ExportFolder folder(long room) {
        return new ExportFolder(directory, _ -> room, _ -> {});
    }

    private static void write(ExportFile file, Path target) throws IOException {
        file.content().writeTo(target);
    }
}
