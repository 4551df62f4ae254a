package dev.kennel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.HashMap;
import java.util.Map;

import sun.misc.Signal;
import sun.misc.SignalHandler;

import dev.kennel.device.run.DeviceRunners;
import dev.kennel.measure.run.MeasureRunners;
import dev.kennel.quantize.run.QuantizeRunners;
import dev.kennel.steer.run.SteerRunners;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskRunner;
import dev.kennel.worker.WorkerLoop;

/// The worker's main: the only process that loads native code. Its standard output carries events, so whatever else
/// is printed goes to standard error.
public final class Worker {

    private Worker() {}

    public static void main(String[] args) throws InterruptedException {
        leaveSignalsToTheServer();
        var events = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        new WorkerLoop(runners(), events).run(System.in);
    }

    private static Map<Class<? extends Task<?>>, TaskRunner<?, ?>> runners() {
        Map<Class<? extends Task<?>>, TaskRunner<?, ?>> runners = new HashMap<>(QuantizeRunners.all());
        runners.putAll(MeasureRunners.all());
        runners.putAll(DeviceRunners.all());
        runners.putAll(SteerRunners.all());
        return runners;
    }

    /// A terminal's Ctrl-C and a service manager's SIGTERM go to every process of the server. The server ends its
    /// workers itself; one that were gone before would look as if it had died.
    private static void leaveSignalsToTheServer() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Signal.handle(new Signal("TERM"), SignalHandler.SIG_IGN);
    }
}
