package dev.kennel.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennel.bench.EncodeBenchOptions.Part;
import dev.kennel.gguf.GgmlType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EncodeBenchOptionsTest {

    private static final Set<GgmlType> ENCODED = EnumSet.of(GgmlType.Q4_K, GgmlType.Q6_K, GgmlType.IQ4_XS);

    @Test
    void allIsMeasuredUnlessLessIsAskedFor() {
        EncodeBenchOptions options = of();

        assertThat(options.parts()).containsExactly(Part.KERNELS, Part.LADDER);
        assertThat(options.types()).isEqualTo(ENCODED);
    }

    @Test
    void aPartAndTypesAreChosen() {
        EncodeBenchOptions options = of("--types", "iq4_xs,Q4_K", "--only", "kernels");

        assertThat(options.parts()).containsExactly(Part.KERNELS);
        assertThat(options.types()).containsExactlyInAnyOrder(GgmlType.Q4_K, GgmlType.IQ4_XS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --types Q4_K,Q7_K | no kernel encodes 'Q7_K'. Choose among Q4_K, Q6_K, IQ4_XS.
                    --types F16 | no kernel encodes 'F16'.
                    --types Q4_K, | no kernel encodes ''.
                    --types | there is nothing after --types.
                    --only rows | --only takes kernels or ladder, not 'rows'.
                    --fast | not '--fast'.
                    --only ladder --types Q4_K | Leave out one of the two.
                    """)
    void whatIsNotUnderstoodIsNamed(String args, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(args.split(" ")))
                .withMessageContaining(fault);
    }

    private static EncodeBenchOptions of(String... args) {
        return EncodeBenchOptions.of(List.of(args), ENCODED);
    }
}
