package dev.kennel.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.kennel.worker.TaskFailure;

/// Looks whether a source is there before hours are spent on it. Its bytes are checked as they are read.
public final class SourceFiles {

    private SourceFiles() {}

    /// @param shards where the files lie
    /// @throws TaskFailure naming the file that is gone or has another length than when it was imported
    public static void require(List<ModelFile> files, List<Path> shards) throws TaskFailure, IOException {
        for (int i = 0; i < files.size(); i++) {
            Path shard = shards.get(i);
            if (!Files.exists(shard)) {
                throw new TaskFailure("The source " + shard + " is gone. Put it back, then try again; or delete the"
                        + " model and import it again.");
            }
            if (Files.size(shard) != files.get(i).bytes) {
                throw new TaskFailure(
                        ("The source %s has changed: it has %d bytes and had %d when it was imported. Put the imported file"
                                        + " back, then try again; or delete the model and import it again.")
                                .formatted(shard, Files.size(shard), files.get(i).bytes));
            }
        }
    }
}
