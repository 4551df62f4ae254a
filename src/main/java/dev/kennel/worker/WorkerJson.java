package dev.kennel.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/// The JSON of the conversation between server and worker.
public final class WorkerJson {

    private WorkerJson() {}

    /// A mapper that writes and reads tasks, steps and results.
    public static ObjectMapper mapper() {
        return new ObjectMapper().registerModule(new Jdk8Module());
    }
}
