package dev.kennel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

import dev.kennel.quantize.run.QuantizeRunners;
import dev.kennel.worker.WorkerLoop;

/// The worker's main: the only process that loads native code. Its standard output carries events, so whatever else
/// is printed goes to standard error.
public final class Worker {

    private Worker() {}

    public static void main(String[] args) throws InterruptedException {
        var events = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        new WorkerLoop(QuantizeRunners.all(), events).run(System.in);
    }
}
