package dev.kennel.quantize.cuda;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.kernels.AllPlans;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.KernelPlan;
import dev.kennel.quantize.kernels.Pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What NVIDIA's compiler makes of the kernels.
class NvrtcTest {

    /// What rounds in PTX, with its modifiers.
    private static final Pattern ARITHMETIC =
            Pattern.compile("\\b(add|sub|mul|div|rcp|sqrt|rsqrt|fma|mad)\\.([a-z0-9.]*)f(32|64)\\b");

    /// Rounded as IEEE 754 has it, tiny numbers kept, nothing left to the driver to contract.
    private static final Set<String> EXACT =
            Set.of("add.rn.f32", "sub.rn.f32", "mul.rn.f32", "div.rn.f32", "rcp.rn.f32", "sqrt.rn.f32");

    private final Nvrtc nvrtc = AnyNvrtc.require();

    static Stream<AllPlans.Named> plans() {
        return AllPlans.all();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void everyPlanBecomesPtxOfExactArithmetic(AllPlans.Named named) {
        for (int capability : new TreeSet<>(
                List.of(nvrtc.capabilities().getFirst(), nvrtc.capabilities().getLast()))) {
            String ptx = ptx(named.plan(), capability);

            assertThat(ptx).contains(entries(named.plan()));
            assertThat(arithmetic(ptx)).as("for %d", capability).isSubsetOf(EXACT);
        }
    }

    @Test
    void divisionsAndRootsAreThere() {
        assertThat(arithmetic(ptx(KernelPlan.of(GgmlType.Q4_K, true), 80))).containsExactlyInAnyOrderElementsOf(EXACT);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void everyPlanBecomesCodeOfAGpu(AllPlans.Named named) {
        byte[] elf =
                nvrtc.compile(CudaSource.of(named.plan()), nvrtc.capabilities().getLast());

        assertThat(new String(elf, 0, 4, StandardCharsets.ISO_8859_1)).isEqualTo("\177ELF");
    }

    @Test
    void aGpuThatIsNewerThanTheCompilerGetsPtx() {
        String image = new String(
                nvrtc.compile(CudaSource.of(KernelPlan.of(GgmlType.Q8_0, false)), 9990), StandardCharsets.UTF_8);

        assertThat(image).contains(".visible .entry encode(").endsWith("\0");
        assertThat(nvrtc.obstacle(9990)).isEmpty();
    }

    @Test
    void aGpuThatIsTooOldIsRefused() {
        assertThat(nvrtc.obstacle(13).orElseThrow())
                .containsPattern(
                        "NVRTC \\d+\\.\\d+ compiles for compute capability \\d+\\.\\d and later, and it has 1\\.3");
    }

    @Test
    void whatDoesNotCompileIsRefusedInTheCompilersWords() {
        assertThatThrownBy(() -> nvrtc.compile("kernel of nothing", 80))
                .isInstanceOf(KernelException.class)
                .hasMessageStartingWith("NVRTC refuses the kernels: ")
                .hasMessageContaining("error");
    }

    private String ptx(KernelPlan plan, int capability) {
        return new String(nvrtc.compile(CudaSource.of(plan), new Target(capability, false)), StandardCharsets.UTF_8);
    }

    private static List<String> entries(KernelPlan plan) {
        return plan.passes().stream()
                .map(Pass::kernel)
                .map(".visible .entry %s("::formatted)
                .toList();
    }

    private static Set<String> arithmetic(String ptx) {
        return ARITHMETIC.matcher(ptx).results().map(found -> found.group()).collect(Collectors.toSet());
    }
}
