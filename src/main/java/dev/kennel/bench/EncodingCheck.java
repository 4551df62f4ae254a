package dev.kennel.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.quantize.EncodingDevicesFound;
import dev.kennel.quantize.EncodingDevicesTask;
import dev.kennel.quantize.EncodingTrial;
import dev.kennel.quantize.EncodingTrialTask;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// The devices of this machine that OpenCL and CUDA know, and whether they encode as llama.cpp does.
final class EncodingCheck {

    private final Workers workers;
    private final boolean software;
    private final PrintStream out;
    private EncodingDevicesFound found = new EncodingDevicesFound(List.of(), Optional.empty());

    /// Starts a worker.
    interface Workers {
        WorkerProcess start() throws IOException;
    }

    /// @param software whether devices that are no GPUs are tried too
    EncodingCheck(Workers workers, boolean software, PrintStream out) {
        this.workers = workers;
        this.software = software;
        this.out = out;
    }

    /// Looks for devices. A driver may end the worker that does.
    ///
    /// @return whether that went well, even if there is none; what did not is printed
    boolean findsDevices() throws IOException {
        try (WorkerProcess worker = workers.start()) {
            found = worker.run(new EncodingDevicesTask(), WorkerListener.deaf());
            return true;
        } catch (TaskFailure | WorkerDied e) {
            out.println("encoding: FAILED, its devices cannot be found out: " + e.getMessage());
            return false;
        }
    }

    /// Prints all devices that were found.
    ///
    /// @return the places of those to be tried
    List<Integer> tellDevices() {
        found.devices().forEach(device -> out.printf("encoding: %s%s%n", device.inWords(), remark(device)));
        found.problem().ifPresent(out::println);
        return IntStream.range(0, found.devices().size())
                .filter(i -> isTried(found.devices().get(i)))
                .boxed()
                .toList();
    }

    private boolean isTried(EncodingDevice device) {
        return device.usable() && (device.gpu() || software);
    }

    private static String remark(EncodingDevice device) {
        return device.obstacle()
                .map(obstacle -> ", not used: " + obstacle)
                .orElse(device.gpu() ? "" : ", not a GPU: used where a job asks for it, or with kennel.encoder=opencl");
    }

    /// Lets a device encode and prints what was found.
    ///
    /// @return whether all went well
    boolean passes(int device) throws IOException {
        out.printf("%nencoding on %s%n", found.devices().get(device).inWords());
        try (WorkerProcess worker = workers.start()) {
            EncodingTrial trial = worker.run(new EncodingTrialTask(device), WorkerListener.deaf());
            out.println("  as llama.cpp: " + names(trial.right()));
            if (!trial.wrong().isEmpty()) {
                out.println("  FAILED, other bytes than llama.cpp's: " + names(trial.wrong()));
            }
            out.println("  widens as llama.cpp: " + names(trial.widened()));
            if (!trial.wronglyWidened().isEmpty()) {
                out.println("  FAILED, widens otherwise than llama.cpp: " + names(trial.wronglyWidened()));
            }
            return trial.wrong().isEmpty() && trial.wronglyWidened().isEmpty();
        } catch (TaskFailure | WorkerDied e) {
            out.println("  FAILED: " + e.getMessage());
            return false;
        }
    }

    private static String names(List<GgmlType> types) {
        return types.stream().map(GgmlType::ggmlName).collect(Collectors.joining(", "));
    }
}
