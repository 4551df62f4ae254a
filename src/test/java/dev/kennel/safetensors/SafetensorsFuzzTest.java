package dev.kennel.safetensors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Runs on the files beside it in resources; with `JAZZER_FUZZ=1` and `-Djazzer.hooks=true` it looks for more.
/// Anything but tensors or a refusal is a finding.
class SafetensorsFuzzTest {

    @FuzzTest
    void answersAnyBytesWithTensorsOrARefusal(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".safetensors");
        try {
            Files.write(file, content);
            SafetensorsPropertyTest.readAll(SafetensorsFile.read(file));
        } catch (SafetensorsException refusal) {
            // as it should be
        } finally {
            Files.delete(file);
        }
    }
}
