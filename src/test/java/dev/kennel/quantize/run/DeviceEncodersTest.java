package dev.kennel.quantize.run;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelDevices;
import dev.kennel.quantize.kernels.KernelDriver;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Which of the devices that OpenCL and CUDA know is taken.
class DeviceEncodersTest {

    private static final RowEncoder GGML = PackagedLlama.get().rowEncoder();

    private static final KernelDevice CPU = device("OpenCL0", false, Optional.empty(), true);
    private static final KernelDevice GPU = device("OpenCL1", true, Optional.empty(), true);
    private static final KernelDevice FAILING_GPU = device("OpenCL1", true, Optional.empty(), false);
    private static final KernelDevice INEXACT_GPU = device("OpenCL1", true, Optional.of("it does not round"), true);
    private static final KernelDevice CUDA = device("CUDA0", true, Optional.empty(), true);
    private static final KernelDevice CUDA_WITHOUT_NVRTC =
            device("CUDA0", true, Optional.of("there is no NVRTC"), true);

    private final List<String> said = new ArrayList<>();

    @Test
    void whereOpenClKnowsAGpuCudaIsNotAsked() {
        var cuda = new Platform("cuda", () -> {
            throw new AssertionError("CUDA was loaded");
        });
        var encoders = new DeviceEncoders(List.of(platform("opencl", CPU, GPU), cuda));

        assertThat(encoders.onGpu(GGML, said::add).orElseThrow().name()).isEqualTo("opencl");
        assertThat(said).containsExactly("encoding on OpenCL1, a device (a platform, driver 1)");
    }

    @Test
    void whereOpenClKnowsNoGpuCudaIsTaken() {
        assertThat(both(List.of(CPU), List.of(CUDA))
                        .onGpu(GGML, said::add)
                        .orElseThrow()
                        .name())
                .isEqualTo("cuda");
        assertThat(said).containsExactly("encoding on CUDA0, a device (a platform, driver 1)");
    }

    @Test
    void whereTheGpuOfOpenClCannotBeUsedThatIsSaidAndCudaIsTaken() {
        assertThat(both(List.of(INEXACT_GPU), List.of(CUDA))
                        .onGpu(GGML, said::add)
                        .orElseThrow()
                        .name())
                .isEqualTo("cuda");
        assertThat(said)
                .containsExactly(
                        "OpenCL1, a device (a platform, driver 1) is not used: it does not round.",
                        "encoding on CUDA0, a device (a platform, driver 1)");
    }

    @Test
    void whereTheGpuOfOpenClFailsWhenItIsOpenedCudaIsTaken() {
        assertThat(both(List.of(FAILING_GPU), List.of(CUDA))
                        .onGpu(GGML, said::add)
                        .orElseThrow()
                        .name())
                .isEqualTo("cuda");
        assertThat(said).first().isEqualTo("The GPU is not used: it is gone");
    }

    @Test
    void withoutNvrtcTheCpuGoesOnAndThatIsSaid() {
        assertThat(both(List.of(), List.of(CUDA_WITHOUT_NVRTC)).onGpu(GGML, said::add))
                .isEmpty();
        assertThat(said).containsExactly("CUDA0, a device (a platform, driver 1) is not used: there is no NVRTC.");
    }

    @Test
    void withoutAnythingTheCpuGoesOnSilently() {
        assertThat(both(List.of(), List.of()).onGpu(GGML, said::add)).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void aDeviceIsFoundByItsNameWhoeverKnowsIt() {
        DeviceEncoders encoders = both(List.of(CPU, GPU), List.of(CUDA));

        assertThat(encoders.onDevice("CUDA0", GGML, said::add).orElseThrow().name())
                .isEqualTo("cuda");
        assertThat(encoders.onDevice("OpenCL0", GGML, said::add).orElseThrow().name())
                .isEqualTo("opencl");
        assertThat(encoders.onDevice("CUDA1", GGML, said::add)).isEmpty();
        assertThat(said).last().isEqualTo("There is no device CUDA1 on this machine; the CPU encodes.");
    }

    @Test
    void anEncoderIsTheSameEachTime() {
        DeviceEncoders encoders = both(List.of(), List.of(CUDA));

        assertThat(encoders.onGpu(GGML, said::add).orElseThrow())
                .isSameAs(encoders.onDevice("CUDA0", GGML, said::add).orElseThrow());
    }

    @Test
    void onlyWhereThereIsNoGpuThereIsAProblem() {
        Platform without = broken("opencl", "OpenCL is not there.");
        Platform broken = broken("cuda", "CUDA cannot be used.");

        assertThat(new DeviceEncoders(List.of(without, platform("cuda", CUDA))).problem())
                .isEmpty();
        assertThat(new DeviceEncoders(List.of(platform("opencl", GPU), broken)).problem())
                .isEmpty();
        assertThat(new DeviceEncoders(List.of(without, platform("cuda"))).problem())
                .contains("OpenCL is not there.");
        assertThat(new DeviceEncoders(List.of(platform("opencl", CPU), broken)).problem())
                .contains("CUDA cannot be used.");
        assertThat(new DeviceEncoders(List.of(without, broken)).problem())
                .contains("OpenCL is not there. CUDA cannot be used.");
    }

    @Test
    void whereCudaAloneIsAllowedAndIsNotThereTheTaskFails() {
        assertThatThrownBy(() -> DeviceEncoders.on(platform("cuda")).onAnyDevice(GGML, said::add))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("This machine has no device for cuda.");
        assertThatThrownBy(() ->
                        DeviceEncoders.on(platform("cuda", CUDA_WITHOUT_NVRTC)).onAnyDevice(GGML, said::add))
                .isInstanceOf(TaskFailure.class)
                .hasMessageEndingWith("is not used: there is no NVRTC.");
    }

    private static DeviceEncoders both(List<KernelDevice> opencl, List<KernelDevice> cuda) {
        return new DeviceEncoders(List.of(
                platform("opencl", opencl.toArray(KernelDevice[]::new)),
                platform("cuda", cuda.toArray(KernelDevice[]::new))));
    }

    private static Platform broken(String name, String problem) {
        return new Platform(name, () -> new KernelDevices(List.of(), Optional.of(problem)));
    }

    private static Platform platform(String name, KernelDevice... devices) {
        return new Platform(name, () -> new KernelDevices(List.of(devices), Optional.empty()));
    }

    /// @param opens whether it can be used when it comes to that
    private static KernelDevice device(String name, boolean gpu, Optional<String> obstacle, boolean opens) {
        var description = new EncodingDevice(name, "a device", "a platform", "1", gpu, 1 << 30, obstacle);
        return new KernelDevice() {
            @Override
            public EncodingDevice description() {
                return description;
            }

            @Override
            public KernelDriver open() {
                if (!opens) {
                    throw new KernelException("it is gone");
                }
                return driver();
            }
        };
    }

    /// Gives a handle for everything.
    private static KernelDriver driver() {
        return (KernelDriver) Proxy.newProxyInstance(
                KernelDriver.class.getClassLoader(),
                new Class<?>[] {KernelDriver.class},
                (_, method, _) -> method.getReturnType() == long.class ? 1L : null);
    }
}
