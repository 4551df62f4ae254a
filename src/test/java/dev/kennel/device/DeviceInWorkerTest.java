package dev.kennel.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.ImatrixTask;
import dev.kennel.measure.QualityReport;
import dev.kennel.measure.QualityTask;
import dev.kennel.measure.Speed;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measure.SpeedTask;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

class DeviceInWorkerTest {

    private static final EvaluationText STORIES = new EvaluationText(Fixtures.STORIES, EvaluationText.Kind.PLAIN);
    private static final EvaluationSettings ON_CPU = new EvaluationSettings(128, 512, 512, Optional.of(2), 1);
    private static final EvaluationSettings ON_GPU = ON_CPU.on(SoftwareGpu.NAME);

    @TempDir
    static Path directory;

    private static WorkerProcess worker;

    @BeforeAll
    static void startWorker() throws Exception {
        SoftwareGpu.require();
        worker = SoftwareGpu.worker();
    }

    @AfterAll
    static void endWorker() {
        if (worker != null) {
            worker.close();
        }
    }

    @Test
    void aDeviceIsFoundWithItsMemoryAndDriver() throws Exception {
        List<Device> devices = run(new DevicesTask()).devices();

        assertThat(devices).extracting(Device::name).contains("CPU", SoftwareGpu.NAME);
        Device gpu = named(devices, SoftwareGpu.NAME);
        assertThat(gpu.kind().leasable()).isTrue();
        assertThat(gpu.description()).isNotBlank();
        assertThat(gpu.memory()).isPositive();
        assertThat(gpu.driver()).isPresent();
        assertThat(named(devices, "CPU").kind().leasable()).isFalse();
    }

    @Test
    void theAnswerIsThatOfTheCpu() throws Exception {
        Answer onCpu = answer(Device.CPU);
        Answer onGpu = answer(SoftwareGpu.NAME);

        assertThat(onGpu.text()).isEqualTo(onCpu.text()).isNotBlank();
        assertThat(onGpu.farthestLogit(onCpu)).isPositive().isLessThan(0.1);
    }

    @Test
    void qualityFiguresAreThoseOfTheCpu() throws Exception {
        Path logits = directory.resolve("cpu.logits");
        double perplexity = run(new BaseLogitsTask(List.of(Fixtures.LLAMA), STORIES, ON_CPU, logits))
                .perplexity()
                .value();

        QualityReport report =
                run(new QualityTask(List.of(Fixtures.LLAMA), logits, ON_GPU, directory.resolve("gpu.series")));

        assertThat(report.quality().kld().value()).isCloseTo(0, within(5e-4));
        assertThat(report.quality().perplexity().value()).isCloseTo(perplexity, withPercentage(0.1));
        assertThat(report.quality().sameTop().value()).isGreaterThan(0.98);
        assertThat(report.llama().device()).map(Device::name).contains(SoftwareGpu.NAME);
    }

    @Test
    void memoryIsThatOfTheDevice() throws Exception {
        Speed speed = speed(SoftwareGpu.NAME);

        assertThat(speed.memory().on(SoftwareGpu.NAME))
                .isGreaterThan(speed.memory().allocated() / 2);
        assertThat(speed.generation().mean()).isPositive();
        assertThat(speed.llama().device()).map(Device::name).contains(SoftwareGpu.NAME);
    }

    @Test
    void onTheCpuNothingIsPutOnTheDevice() throws Exception {
        Speed speed = speed(Device.CPU);

        assertThat(speed.memory().devices().keySet()).noneMatch(name -> name.startsWith("Vulkan"));
        assertThat(speed.llama().device()).isEmpty();
    }

    @Test
    void anImportanceMatrixIsThatOfTheCpu() throws Exception {
        ImatrixFile onCpu = imatrix(ON_CPU, "cpu.gguf");
        ImatrixFile onGpu = imatrix(ON_GPU, "gpu.gguf");

        assertThat(onGpu.tensors()).isEqualTo(onCpu.tensors()).isNotEmpty();
        for (String tensor : onCpu.tensors()) {
            assertThat(sum(onGpu, tensor)).as(tensor).isCloseTo(sum(onCpu, tensor), withPercentage(2));
        }
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> answer("CUDA7"))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("'CUDA7'")
                .hasMessageContaining("CPU")
                .hasMessageContaining(SoftwareGpu.NAME);
    }

    private static Answer answer(String device) throws Exception {
        return run(new AnswerTask(List.of(Fixtures.LLAMA), "Once upon a time, there was a", 16, 1, device));
    }

    private static Speed speed(String device) throws Exception {
        return run(new SpeedTask(List.of(Fixtures.LLAMA), new SpeedSettings(16, 4, 0, 1, 512, 512, 1, device)));
    }

    private static ImatrixFile imatrix(EvaluationSettings settings, String name) throws Exception {
        Path target = directory.resolve(name);
        run(new ImatrixTask(List.of(Fixtures.LLAMA), STORIES, "stories", settings, target));
        return ImatrixFile.read(target);
    }

    private static double sum(ImatrixFile imatrix, String tensor) throws Exception {
        double sum = 0;
        for (float weight : imatrix.slice(tensor).orElseThrow()) {
            sum += weight;
        }
        return sum;
    }

    private static Device named(List<Device> devices, String name) {
        return devices.stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static <R> R run(Task<R> task) throws Exception {
        return worker.run(task, WorkerListener.deaf());
    }
}
