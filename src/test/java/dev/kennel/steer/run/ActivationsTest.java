package dev.kennel.steer.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.device.Device;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.run.RecordingReporter;
import dev.kennel.steer.ActivationFormat;
import dev.kennel.steer.ActivationsReport;
import dev.kennel.steer.ActivationsTask;
import dev.kennel.steer.ActivationsTask.Input;
import dev.kennel.steer.SteeringReach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ActivationsTest {

    private static final Input STORY = new Input(
            "One day Tom went to the soil with Anna. There they saw a potato. It was small and brown.", false);

    @TempDir
    Path directory;

    static List<Path> models() {
        return List.of(Fixtures.QWEN_MOE, Fixtures.NEMOTRON_MOE, Fixtures.LLAMA);
    }

    @ParameterizedTest
    @MethodSource("models")
    void bothFormatsHoldTheSameNumbersAndTheMeansAreTheirs(Path model) throws Exception {
        Path raw = directory.resolve("a.bin");
        Path safetensors = directory.resolve("a.safetensors");

        ActivationsReport report = capture(model, ActivationFormat.RAW, raw);
        capture(model, ActivationFormat.SAFETENSORS, safetensors);

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[4];
        bytes.get(magic);
        assertThat(new String(magic)).isEqualTo("KACT");
        int blocks = bytes.getInt();
        int width = bytes.getInt();
        int tokens = bytes.getInt();
        assertThat(blocks).isEqualTo(report.blocks().size());
        assertThat(width).isEqualTo(report.width()).isEqualTo(256);
        assertThat(tokens).isEqualTo(report.tokens());
        assertThat(bytes.remaining()).isEqualTo(4 * blocks * width * tokens);
        float[] numbers = new float[blocks * width * tokens];
        bytes.asFloatBuffer().get(numbers);

        int last = blocks - 1;
        var strongest = report.blocks().getLast().strongest().getFirst();
        double sum = 0;
        for (int token = 0; token < tokens; token++) {
            sum += numbers[(token * blocks + last) * width + strongest.index()];
        }
        assertThat(sum / tokens).isCloseTo(strongest.mean(), within(1e-4));
        assertThat(block(safetensors, last, tokens, width)[(tokens - 1) * width + strongest.index()])
                .isEqualTo(numbers[((tokens - 1) * blocks + last) * width + strongest.index()]);
    }

    private static float[] block(Path file, int block, int tokens, int width) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(header);
        JsonNode tensor = new ObjectMapper().readTree(header).get("block." + block);
        assertThat(tensor.get("dtype").asText()).isEqualTo("F32");
        assertThat(tensor.get("shape").get(0).asInt()).isEqualTo(tokens);
        assertThat(tensor.get("shape").get(1).asInt()).isEqualTo(width);
        float[] numbers = new float[tokens * width];
        bytes.position(8 + header.length + tensor.get("data_offsets").get(0).asInt());
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    private static ActivationsReport capture(Path model, ActivationFormat format, Path target) throws Exception {
        ModelFacts facts = ModelFacts.of(GgufFiles.open(model));
        var task = new ActivationsTask(
                List.of(model),
                SteeringReach.of(facts).tensor(),
                (int) facts.blockCount(),
                STORY,
                64,
                16,
                1,
                Device.CPU,
                format,
                target);
        return new ActivationsRunner(PackagedLlama.get()).run(task, new RecordingReporter());
    }
}
