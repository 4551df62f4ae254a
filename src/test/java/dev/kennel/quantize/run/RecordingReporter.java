package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.kennel.worker.Reporter;

public final class RecordingReporter implements Reporter {

    private final List<Object> steps = Collections.synchronizedList(new ArrayList<>());

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void progress(Object step) {
        steps.add(step);
    }

    @Override
    public void log(String line) {
        lines.add(line);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public <T> List<T> steps(Class<T> type) {
        return steps.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
