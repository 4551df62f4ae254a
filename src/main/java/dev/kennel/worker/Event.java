package dev.kennel.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/// What a worker says on its standard output, a line of JSON each.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = Event.Log.class, name = "log"),
    @JsonSubTypes.Type(value = Event.Result.class, name = "result"),
    @JsonSubTypes.Type(value = Event.Failed.class, name = "failed")
})
public sealed interface Event {

    /// A step of the task, a record of the task's capability.
    ///
    /// @param type the step's class name
    record Progress(String type, JsonNode step) implements Event {}

    record Log(String line) implements Event {}

    /// The last event of a task that was done.
    record Result(JsonNode value) implements Event {}

    /// The last event of a task that was not done.
    ///
    /// @param fault true when the worker itself broke, so that another attempt may succeed
    record Failed(String message, boolean fault) implements Event {}
}
