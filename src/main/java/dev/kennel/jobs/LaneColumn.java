package dev.kennel.jobs;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/// A lane by its name.
@Converter(autoApply = true)
class LaneColumn implements AttributeConverter<Lane, String> {

    @Override
    public String convertToDatabaseColumn(Lane lane) {
        return lane == null ? null : lane.name();
    }

    @Override
    public Lane convertToEntityAttribute(String name) {
        return name == null ? null : new Lane(name);
    }
}
