package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Runs on the files beside it in resources; with `JAZZER_FUZZ=1` and `-Djazzer.hooks=true` it looks for more.
/// Anything but a matrix or a refusal is a finding.
class ImatrixFuzzTest {

    @FuzzTest
    void answersAnyBytesWithAMatrixOrARefusal(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".gguf");
        try {
            Files.write(file, content);
            useAll(ImatrixFile.read(file));
        } catch (GgufFormatException refusal) {
            // as it should be
        } finally {
            Files.delete(file);
        }
    }

    private static void useAll(ImatrixFile imatrix) throws IOException {
        imatrix.checkNumbers();
        for (String tensor : imatrix.tensors()) {
            imatrix.sliceSha256(tensor).orElseThrow();
            imatrix.coverage(tensor).orElseThrow();
        }
    }
}
