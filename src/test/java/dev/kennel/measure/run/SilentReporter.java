package dev.kennel.measure.run;

import dev.kennel.worker.Reporter;

/// Nobody listens.
final class SilentReporter implements Reporter {

    @Override
    public void progress(Object step) {}

    @Override
    public void log(String line) {}
}
