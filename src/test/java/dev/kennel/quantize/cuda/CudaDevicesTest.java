package dev.kennel.quantize.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.lwjgl.PointerBuffer;
import org.lwjgl.cuda.CU;
import org.lwjgl.system.MemoryStack;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelDevices;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.KernelRows;
import dev.kennel.quantize.kernels.SourceRows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// On the host's driver, which is no GPU's.
class CudaDevicesTest {

    private static final RowEncoder GGML = PackagedLlama.get().rowEncoder();

    private static final int ROW_LENGTH = 256;

    @Test
    void withoutADriverThereIsNoDeviceAndNothingToSay() {
        KernelDevices found = CudaDevices.find("libcuda-of-nobody.so.1", _ -> {
            throw new AssertionError("no compiler is needed");
        });

        assertThat(found).isEqualTo(new KernelDevices(List.of(), Optional.empty()));
    }

    @Test
    void whatTheDriverSaysOfAGpuIsTold() {
        KernelDevices found = HostCuda.require();

        assertThat(found.problem()).isEmpty();
        assertThat(found.all())
                .extracting(device -> device.description().name())
                .containsExactly("CUDA0", "CUDA1", "CUDA2");
        assertThat(found.bestGpu().orElseThrow().description())
                .isEqualTo(new EncodingDevice(
                        "CUDA0", "Host GPU", "CUDA", "for CUDA 12.4", true, 1 << 30, Optional.empty()));
        assertThat(found.all().getLast().description().obstacle()).contains("it is too old");
    }

    @Test
    void aGpuWithoutMemoryFailsInTheDriversWordsAndTheNextCallToo() {
        try (var rows = new KernelRows(HostCuda.require().named("CUDA1").orElseThrow(), GGML::widen)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> encode(rows))
                        .isInstanceOf(KernelException.class)
                        .hasMessage("cuMemAlloc failed: out of memory");
            }
        }
    }

    @Test
    void whatIsClosedLeavesNothingOnTheDevice() {
        KernelDevice device = HostCuda.require().all().getFirst();
        try (var context = device.open()) {
            context.releaseQueue(context.queue());
            long before = freeMemory();
            try (var rows = new KernelRows(device, GGML::widen)) {
                encode(rows);
                rows.prepare(GgmlType.IQ3_XXS);
                assertThat(freeMemory()).isLessThan(before);
            }
            assertThat(freeMemory()).isEqualTo(before);
        }
    }

    @Test
    void withoutADriverItIsSaidThatTheDirectoryOfNvrtcIsOfNoUse() {
        var nowhere = new NvrtcDirectory(Path.of("nowhere"));

        assertThat(CudaDevices.find("libcuda-of-nobody.so.1", Optional.of(nowhere))
                        .problem())
                .contains(
                        "CUDA has no GPU here, though kennel.cuda.nvrtc is set: NVIDIA's driver, libcuda-of-nobody.so.1,"
                                + " is not there or knows none. Nor is NVRTC in nowhere: there is no such directory.");
        assertThat(CudaDevices.find("libcuda-of-nobody.so.1", Optional.<NvrtcDirectory>empty())
                        .problem())
                .isEmpty();
    }

    @Test
    void withoutACompilerAGpuSaysWhatToDo() {
        var nowhere = new NvrtcDirectory(Path.of("nowhere"));

        assertThat(Nvrtc.find(Optional.of(nowhere), 12).obstacle(90).orElseThrow())
                .startsWith("NVRTC for CUDA 12 is not in nowhere: there is no such directory. ")
                .contains("kennel.cuda.nvrtc");
    }

    /// Of BF16, so that two programs are run.
    private static void encode(KernelRows rows) {
        ByteBuffer row = direct(2 * ROW_LENGTH);
        ByteBuffer target = direct(Math.toIntExact(GgmlType.Q8_0.bytes(ROW_LENGTH)));
        rows.encode(GgmlType.Q8_0, new SourceRows(GgmlType.BF16, row), ROW_LENGTH, Optional.empty(), target);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private static long freeMemory() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer free = stack.mallocPointer(1);
            CU.cuMemGetInfo(free, stack.mallocPointer(1));
            return free.get(0);
        }
    }
}
