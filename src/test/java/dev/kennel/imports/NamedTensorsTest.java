package dev.kennel.imports;

import org.junit.jupiter.api.Test;

import dev.kennel.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class NamedTensorsTest {

    private static final Problem PROBLEM = Problem.unprocessable("It does not fit");

    @Test
    void namesAll() {
        assertThat(told(3, "t").detail()).isEqualTo("3 tensors differ.");
        assertThat(told(3, "t").errors()).hasSize(3).contains(new Problem.Field("t2", "differs"));
        assertThat(told(1, "t").detail()).isEqualTo("1 tensor differs.");
    }

    @Test
    void namesTenThousandOfAMillion() {
        Problem problem = told(1_000_000, "t");

        assertThat(problem.errors()).hasSize(10_000);
        assertThat(problem.detail()).containsPattern("1.000.000 tensors differ; the last 990.000 are not listed\\.");
    }

    @Test
    void namesNoMoreThanAMebibyte() {
        Problem problem = told(10_000, "t".repeat(1_000));

        long characters = problem.errors().stream()
                .mapToLong(error -> error.field().length() + error.message().length())
                .sum();
        assertThat(characters).isBetween((1L << 20) - 2_000, 1L << 20);
        assertThat(problem.detail()).startsWith("10").contains("not listed");
    }

    private static Problem told(int count, String prefix) {
        var named = new NamedTensors();
        for (int i = 0; i < count; i++) {
            named.add(prefix + i, "differs");
        }
        return named.tell(PROBLEM, "tensor differs", "tensors differ");
    }
}
