package dev.kennel.steer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.safetensors.SafetensorsFile;
import dev.kennel.safetensors.SafetensorsWriter;
import dev.kennel.steer.SaeDecoder.Layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SaeDecoderTest {

    private static final Optional<String> USUAL = Optional.empty();
    private static final Optional<Layout> SEEN = Optional.empty();
    private static final Optional<Double> AS_IT_IS = Optional.empty();

    /// Two features of three numbers.
    private static final float[] FEATURES = {3, 0, 4, 0, 2, 0};

    @TempDir
    Path directory;

    @Test
    void featuresInRowsAreFoundByTheWidth() throws Exception {
        SaeDecoder decoder = SaeDecoder.of(file("W_dec", FEATURES, 2, 3), USUAL, 3, SEEN);

        assertThat(decoder.layout()).isEqualTo(Layout.ROWS);
        assertThat(decoder.features()).isEqualTo(2);
        assertThat(decoder.direction(0, AS_IT_IS).numbers()).containsExactly(3, 0, 4);
        assertThat(decoder.direction(0, AS_IT_IS).originalNorm()).isEqualTo(5);
    }

    @Test
    void featuresInColumnsAreFoundByTheWidth() throws Exception {
        SaeDecoder decoder = SaeDecoder.of(file("decoder.weight", FEATURES, 3, 2), USUAL, 3, SEEN);

        assertThat(decoder.layout()).isEqualTo(Layout.COLUMNS);
        assertThat(decoder.direction(0, AS_IT_IS).numbers()).containsExactly(3, 4, 2);
    }

    @Test
    void aDirectionIsBroughtToALength() throws Exception {
        SaeDecoder decoder = SaeDecoder.of(file("w_dec", FEATURES, 2, 3), USUAL, 3, SEEN);

        SaeDecoder.Direction direction = decoder.direction(0, Optional.of(10.0));

        assertThat(direction.numbers()).containsExactly(6, 0, 8);
        assertThat(direction.originalNorm()).isEqualTo(5, within(1e-12));
    }

    @Test
    void aSquareNeedsToSayHowItLies() throws Exception {
        SafetensorsFile square = file("W_dec", new float[] {1, 2, 3, 4}, 2, 2);

        refused("layout", () -> SaeDecoder.of(square, USUAL, 2, SEEN)).hasMessageContaining("Say rows or columns");
        assertThat(SaeDecoder.of(square, USUAL, 2, Optional.of(Layout.ROWS))
                        .direction(0, AS_IT_IS)
                        .numbers())
                .containsExactly(1, 2);
        assertThat(SaeDecoder.of(square, USUAL, 2, Optional.of(Layout.COLUMNS))
                        .direction(0, AS_IT_IS)
                        .numbers())
                .containsExactly(1, 3);
    }

    @Test
    void whatSteersNothingIsRefused() throws Exception {
        float[] numbers = {0, 0, 0, 1, Float.NaN, 0, 1, Float.POSITIVE_INFINITY, 0};
        SaeDecoder decoder = SaeDecoder.of(file("W_dec", numbers, 3, 3), USUAL, 3, Optional.of(Layout.ROWS));

        refused("index", () -> decoder.direction(0, AS_IT_IS)).hasMessageContaining("is 0 and steers nothing");
        refused("index", () -> decoder.direction(1, AS_IT_IS)).hasMessageContaining("not finite");
        refused("index", () -> decoder.direction(2, AS_IT_IS)).hasMessageContaining("not finite");
        refused("index", () -> decoder.direction(3, AS_IT_IS)).hasMessageContaining("from 0 to 2");
        refused("index", () -> decoder.direction(-1, AS_IT_IS)).hasMessageContaining("There is no feature -1");
        refused("norm", () -> decoder.direction(0, Optional.of(0.0))).hasMessageContaining("above 0");
        refused("norm", () -> decoder.direction(0, Optional.of(Double.NaN))).hasMessageContaining("above 0");
    }

    @Test
    void aTensorThatIsNoDecoderOfTheModelIsRefused() throws Exception {
        SafetensorsFile file = file("other", FEATURES, 2, 3);

        refused("tensor", () -> SaeDecoder.of(file, USUAL, 3, SEEN))
                .hasMessageContaining("No tensor has a decoder's usual name")
                .hasMessageContaining("'other' of 2 × 3 F32");
        refused("tensor", () -> SaeDecoder.of(file, Optional.of("W_dec"), 3, SEEN))
                .hasMessageContaining("There is no tensor 'W_dec'");
        refused("tensor", () -> SaeDecoder.of(file, Optional.of("other"), 256, SEEN))
                .hasMessageContaining("has no side of 256 numbers");
        refused("tensor", () -> SaeDecoder.of(file, Optional.of("other"), 3, Optional.of(Layout.COLUMNS)))
                .hasMessageContaining("has directions of 2 numbers");
        assertThat(SaeDecoder.of(file, Optional.of("other"), 3, SEEN).features())
                .isEqualTo(2);
    }

    private interface Refusal {
        void run() throws Exception;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String field, Refusal refusal) {
        return assertThatThrownBy(refusal::run)
                .isInstanceOfSatisfying(SaeException.class, refused -> assertThat(refused.field())
                        .isEqualTo(field));
    }

    private SafetensorsFile file(String name, float[] numbers, long... shape) throws IOException {
        return SafetensorsFile.read(SafetensorsWriter.empty()
                .tensor(name, "F32", numbers, shape)
                .write(directory.resolve("sae.safetensors")));
    }
}
