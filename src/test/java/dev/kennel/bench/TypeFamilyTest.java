package dev.kennel.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TypeFamilyTest {

    @Test
    void theFigureIsTheGeometricMeanOfTheFamily() {
        List<MeasuredKernel> kernels =
                List.of(kernel(GgmlType.Q4_K, 2), kernel(GgmlType.Q6_K, 8), kernel(GgmlType.IQ4_XS, 50));

        assertThat(TypeFamily.K.ratio(kernels)).hasValueCloseTo(4.0, within(1e-9));
        assertThat(TypeFamily.IQ4.ratio(kernels)).hasValueCloseTo(50.0, within(1e-9));
    }

    @Test
    void aFamilyOfWhichNothingWasMeasuredHasNone() {
        assertThat(TypeFamily.IQ_GRIDS.ratio(List.of(kernel(GgmlType.Q8_0, 3)))).isEmpty();
    }

    private static MeasuredKernel kernel(GgmlType type, double ratio) {
        return new MeasuredKernel(type, true, 1, ratio, ratio, true);
    }
}
