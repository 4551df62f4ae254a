package dev.kennel.jobs;

import com.fasterxml.jackson.databind.JsonNode;

/// What a share is to do.
///
/// @param body read by the stage
/// @param amount in the stage's own unit (bytes, units); shares are weighed by it
public record Work(JsonNode body, long amount) {}
