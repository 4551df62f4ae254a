package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;

import static org.assertj.core.api.Assertions.assertThat;

class NonFiniteTest {

    @Test
    void theFirstIsFoundInEveryTypeOfFloats() {
        assertThat(firstOf(
                        GgmlType.F32,
                        buffer().putFloat(1).putFloat(Float.POSITIVE_INFINITY).putFloat(Float.NaN)))
                .contains(new NonFinite(1, Double.POSITIVE_INFINITY));
        assertThat(firstOf(GgmlType.F64, buffer().putDouble(Double.MAX_VALUE).putDouble(Double.NEGATIVE_INFINITY)))
                .contains(new NonFinite(1, Double.NEGATIVE_INFINITY));
        assertThat(firstOf(GgmlType.F16, buffer().putShort((short) 0x7bff).putShort((short) 0x7e00)))
                .contains(new NonFinite(1, Double.NaN));
        assertThat(firstOf(GgmlType.BF16, buffer().putShort((short) 0xff7f).putShort((short) 0xff80)))
                .contains(new NonFinite(1, Double.NEGATIVE_INFINITY));
    }

    @Test
    void ofFiniteNumbersThereIsNone() {
        assertThat(firstOf(GgmlType.F16, buffer().putShort((short) 0x7bff).putShort((short) 0xfbff)))
                .isEmpty();
        assertThat(firstOf(GgmlType.I16, buffer().putShort((short) 0x7e00))).isEmpty();
    }

    @Test
    void ofBlocksNoneIsNamed() {
        assertThat(firstOf(
                        GgmlType.Q8_0,
                        ByteBuffer.allocate(34).putShort(0, (short) 0x7e7e).position(34)))
                .isEmpty();
    }

    @Test
    void itsPlaceIsThatInTheTensor() {
        assertThat(new NonFinite(7, Double.NaN).after(1L << 40).inWords())
                .isEqualTo("NaN as its element 1099511627783");
        assertThat(new NonFinite(7, Double.POSITIVE_INFINITY).inWords()).isEqualTo("infinity as its element 7");
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    }

    private static Optional<NonFinite> firstOf(GgmlType type, ByteBuffer written) {
        return NonFinite.firstOf(type, written.flip());
    }
}
