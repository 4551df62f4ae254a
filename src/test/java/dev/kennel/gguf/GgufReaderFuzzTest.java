package dev.kennel.gguf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.kennel.gguf.GgufReader.TensorData;

/// Runs on the files beside it in resources; with `JAZZER_FUZZ=1` and `-Djazzer.hooks=true` it looks for more.
/// Anything but a header or a refusal is a finding.
class GgufReaderFuzzTest {

    @FuzzTest
    void answersAnyBytesWithAHeaderOrARefusal(byte[] file) throws IOException {
        try {
            read(file, TensorData.REQUIRED);
        } catch (GgufFormatException refusal) {
            readWithoutData(file);
        }
    }

    private static void readWithoutData(byte[] file) throws IOException {
        try {
            GgufHeader header = read(file, TensorData.MAY_BE_ABSENT);
            ModelFacts.of(header, Path.of("fuzz.gguf")).bitsPerWeight();
        } catch (GgufFormatException refusal) {
            // as it should be
        }
    }

    private static GgufHeader read(byte[] file, TensorData data) throws IOException {
        return GgufReader.read(
                Channels.newChannel(new ByteArrayInputStream(file)), "", file.length, data, GgufLimits.DEFAULT);
    }
}
