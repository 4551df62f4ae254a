package dev.kennel.worker;

import com.fasterxml.jackson.databind.JsonNode;

/// What a worker reads on its standard input, a line of JSON for each task.
///
/// @param task the task's class name; the worker runs only those it has a runner for
public record Assignment(String task, JsonNode body) {}
