package dev.kennel.portability;

import java.util.List;

import dev.kennel.measuring.Subject;

/// A request as its job keeps it, resolved.
record PortabilityOrder(long modelId, List<Subject> subjects) {

    PortabilityOrder {
        subjects = List.copyOf(subjects);
    }
}
