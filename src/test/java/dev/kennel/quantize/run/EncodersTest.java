package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.recipe.TensorTypes;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EncodersTest {

    private final List<String> said = new CopyOnWriteArrayList<>();

    private final GgmlEncoder ggml = new GgmlEncoder(PackagedLlama.get().rowEncoder());

    @ParameterizedTest
    @MethodSource
    void ggmlGivesTheKnownAnswers(GgmlType type) throws Exception {
        assertThat(EncodingSelfTest.ofCurrentVersion().passes(ggml, type)).isTrue();
    }

    static Stream<GgmlType> ggmlGivesTheKnownAnswers() {
        return Arrays.stream(GgmlType.values()).filter(TensorTypes::isTarget);
    }

    @Test
    void prefersTheFirstThatGivesTheKnownAnswers() throws Exception {
        assertThat(chosen(new Renamed(ggml), ggml).name()).isEqualTo("renamed");
    }

    @Test
    void passesOverAnEncoderThatIsOneBitOff() throws Exception {
        assertThat(chosen(new OneBitOff(ggml), ggml).name()).isEqualTo("ggml");
    }

    @Test
    void refusesToEncodeWithoutARightEncoder() {
        assertThatThrownBy(() -> chosen(new OneBitOff(ggml)))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("q4_K")
                .hasMessageContaining("llama.cpp-v0.5.0");
    }

    @Test
    void saysWhichItChecks() throws Exception {
        chosen(ggml);

        assertThat(said).containsExactly("checking the encoders of q4_K");
    }

    @Test
    void namesTheEncodersThatAreAllowedWhereNoneMakesTheType() {
        assertThatThrownBy(() -> chosen(new Unable(ggml)))
                .cause()
                .isInstanceOf(TaskFailure.class)
                .hasMessage("None of the encoders that kennel.encoder allows makes q4_K: unable. Set it to auto.");
    }

    private TensorEncoder chosen(TensorEncoder... preferred) throws Exception {
        var encoders = new Encoders(List.of(preferred), ggml, said::add);
        encoders.choose(List.of(GgmlType.Q4_K), Runnable::run);
        return encoders.of(GgmlType.Q4_K).join();
    }

    private record Renamed(TensorEncoder encoder) implements TensorEncoder {

        @Override
        public String name() {
            return "renamed";
        }

        @Override
        public boolean supports(GgmlType type) {
            return encoder.supports(type);
        }

        @Override
        public void prepare(GgmlType type) {
            encoder.prepare(type);
        }

        @Override
        public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
            encoder.encode(type, rows, target);
        }
    }

    private record Unable(TensorEncoder encoder) implements TensorEncoder {

        @Override
        public String name() {
            return "unable";
        }

        @Override
        public boolean supports(GgmlType type) {
            return false;
        }

        @Override
        public void prepare(GgmlType type) {
            encoder.prepare(type);
        }

        @Override
        public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
            encoder.encode(type, rows, target);
        }
    }

    private record OneBitOff(TensorEncoder encoder) implements TensorEncoder {

        @Override
        public String name() {
            return "one bit off";
        }

        @Override
        public boolean supports(GgmlType type) {
            return encoder.supports(type);
        }

        @Override
        public void prepare(GgmlType type) {
            encoder.prepare(type);
        }

        @Override
        public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
            encoder.encode(type, rows, target);
            int last = target.limit() - 1;
            target.put(last, (byte) (target.get(last) ^ 1));
        }
    }
}
