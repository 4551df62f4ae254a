package dev.kennel.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerProcessTest {

    private static final Duration PATIENT = Duration.ofMinutes(5);

    @Test
    void passesOnStepsAndLinesAndTheResultOfOneTaskAfterAnother() throws Exception {
        List<Object> heard = new ArrayList<>();
        try (WorkerProcess worker = worker(PATIENT)) {
            assertThat(worker.run(new ScriptedTask(Script.ANSWER), hearing(heard)))
                    .isEqualTo(new ScriptedAnswer("done"));
            assertThat(worker.run(new ScriptedTask(Script.ANSWER), WorkerListener.deaf()))
                    .isEqualTo(new ScriptedAnswer("done"));
        }

        assertThat(heard).containsExactly(new ScriptedAnswer("half"), "a line");
    }

    @Test
    void leavesLinesOutWhenTheWorkerIsFasterThanItsListener() throws Exception {
        List<Object> heard = new ArrayList<>();
        try (WorkerProcess worker = worker(PATIENT)) {
            WorkerListener slow = new WorkerListener() {

                @Override
                public void progress(Object step) {
                    Awaitility.await().atMost(Duration.ofMinutes(15)).until(() -> worker.lastLines().stream()
                            .anyMatch(line -> line.startsWith("xxx")));
                }

                @Override
                public void log(String line) {
                    heard.add(line);
                }

                @Override
                public boolean cancelled() {
                    return false;
                }
            };

            assertThat(worker.run(new ScriptedTask(Script.CHATTER), slow)).isEqualTo(new ScriptedAnswer("done"));

            assertThat(heard).contains("line 0").hasSizeLessThanOrEqualTo(WorkerProcess.MOST_WAITING + 2);
            assertThat(heard).anyMatch(line -> line.toString().contains("lines left out"));
            assertThat(worker.lastLines()).allMatch(line -> line.length() <= 4_001);
        }
    }

    @Test
    void saysWhyATaskCannotBeDoneAndGoesOnWithTheNext() throws Exception {
        try (WorkerProcess worker = worker(PATIENT)) {
            assertThatThrownBy(() -> worker.run(new ScriptedTask(Script.REFUSE), WorkerListener.deaf()))
                    .isInstanceOf(TaskFailure.class)
                    .hasMessage("refused");
            assertThat(worker.run(new ScriptedTask(Script.ANSWER), WorkerListener.deaf()))
                    .isEqualTo(new ScriptedAnswer("done"));
        }
    }

    @Test
    void aBrokenRunnerIsTheWorkersFault() throws Exception {
        try (WorkerProcess worker = worker(PATIENT)) {
            assertThatThrownBy(() -> worker.run(new ScriptedTask(Script.BREAK), WorkerListener.deaf()))
                    .isInstanceOf(WorkerDied.class)
                    .hasMessageContaining("broken");
        }
    }

    @Test
    void saysHowAProcessEndedAndWhatItSaidLast() throws Exception {
        try (WorkerProcess worker = worker(PATIENT)) {
            assertThatThrownBy(() -> worker.run(new ScriptedTask(Script.HALT), WorkerListener.deaf()))
                    .isInstanceOf(WorkerDied.class)
                    .hasMessageContaining("SIGABRT");
            assertThat(worker.lastLines()).contains("last words");
        }
    }

    @Test
    void namesTheSignalThatTheJavaMachineCaught() throws Exception {
        try (WorkerProcess worker = worker(PATIENT)) {
            assertThatThrownBy(() -> worker.run(new ScriptedTask(Script.CRASH), WorkerListener.deaf()))
                    .isInstanceOf(WorkerDied.class)
                    .hasMessageContaining("SIGSEGV");
        }
    }

    @Test
    void hearsWhatAWorkerSaysBesideItsAnswerWhenItIsFinished() throws Exception {
        try (WorkerProcess worker = worker(PATIENT)) {
            worker.run(new ScriptedTask(Script.MUTTER), WorkerListener.deaf());

            assertThat(worker.finish()).contains("muttered");
            assertThat(isAlive(worker)).isFalse();
        }
    }

    @Test
    void endsAWorkerThatIsSilentForTooLong() throws Exception {
        try (WorkerProcess worker = worker(Duration.ofMillis(1))) {
            assertThatThrownBy(() -> worker.run(new ScriptedTask(Script.HANG), WorkerListener.deaf()))
                    .isInstanceOf(WorkerDied.class)
                    .hasMessageContaining("said nothing");
            assertThat(isAlive(worker)).isFalse();
        }
    }

    @Test
    void endsAWorkerThatClosesItsOutputAndLivesOn() throws Exception {
        try (WorkerProcess worker = worker(PATIENT)) {
            assertThatThrownBy(() -> worker.run(new ScriptedTask(Script.CLOSE_OUTPUT), WorkerListener.deaf()))
                    .isInstanceOf(WorkerDied.class)
                    .hasMessageContaining("without ending");
            assertThat(isAlive(worker)).isFalse();
        }
    }

    @Test
    void endsAWorkerWhoseTaskIsCancelled() throws Exception {
        try (WorkerProcess worker = worker(PATIENT)) {
            assertThatThrownBy(() -> worker.run(new ScriptedTask(Script.HANG), cancelled()))
                    .isInstanceOf(CancellationException.class);
            assertThat(isAlive(worker)).isFalse();
        }
    }

    @Test
    void getsWhatFindsProgramsAndDevicesAndNoPasswords() {
        var environment = new HashMap<>(
                Map.of("PATH", "/bin", "LC_ALL", "C", "CUDA_VISIBLE_DEVICES", "0", "KENNEL_ACCESS_TOKEN", "hf_secret"));
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "secret");

        WorkerEnvironment.prepare(environment, false);

        assertThat(environment).containsOnlyKeys("PATH", "LC_ALL", "CUDA_VISIBLE_DEVICES", "GGML_NO_BACKTRACE");
    }

    @Test
    void aDeviceThatIsSoftwareIsShownOnlyWhereItIsWantedAndAPersonsChoiceStays() {
        var plain = new HashMap<String, String>();
        var wanted = new HashMap<String, String>();
        var chosen = new HashMap<>(Map.of("GGML_VK_VISIBLE_DEVICES", "1"));

        WorkerEnvironment.prepare(plain, false);
        WorkerEnvironment.prepare(wanted, true);
        WorkerEnvironment.prepare(chosen, true);

        assertThat(plain).doesNotContainKey("GGML_VK_VISIBLE_DEVICES");
        assertThat(wanted).containsEntry("GGML_VK_VISIBLE_DEVICES", "0");
        assertThat(chosen).containsEntry("GGML_VK_VISIBLE_DEVICES", "1");
    }

    private static WorkerProcess worker(Duration silence) throws Exception {
        var settings = new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                "64m",
                silence,
                Map.of());
        return WorkerProcess.start(settings, ScriptedWorker.class.getName());
    }

    private static boolean isAlive(WorkerProcess worker) {
        return ProcessHandle.of(worker.pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    private static WorkerListener hearing(List<Object> heard) {
        return listener(heard, false);
    }

    private static WorkerListener cancelled() {
        return listener(new ArrayList<>(), true);
    }

    private static WorkerListener listener(List<Object> heard, boolean cancelled) {
        return new WorkerListener() {

            @Override
            public void progress(Object step) {
                heard.add(step);
            }

            @Override
            public void log(String line) {
                heard.add(line);
            }

            @Override
            public boolean cancelled() {
                return cancelled;
            }
        };
    }
}
