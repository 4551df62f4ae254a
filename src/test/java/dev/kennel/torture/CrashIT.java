package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;

import static org.assertj.core.api.Assertions.assertThatCode;

/// `./kennel torture` as a part of the suite.
class CrashIT {

    private static final int KILLS = 20;
    private static final long SEED = 20;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    void nothingIsLostOrHalfThereAfterTwentyKills() throws IOException, InterruptedException {
        try (var run = new TortureRun(PackagedServer.settings(home), Fixtures.LLAMA, KILLS, SEED, System.out)) {
            assertThatCode(run::run).as("seed " + SEED).doesNotThrowAnyException();
        }
    }
}
