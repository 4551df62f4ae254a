package dev.kennel.jobs;

import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.kennel.quantize.EncoderChoice;

/// Makes the [EncoderChoice] that the configuration asks for, and refuses to start with one that is none: every job
/// that encodes would fail.
final class EncoderSettings {

    private EncoderSettings() {}

    @Produces
    @Singleton
    static EncoderChoice encoders(
            @ConfigProperty(name = EncoderChoice.PROPERTY, defaultValue = "auto") String configured) {
        try {
            return EncoderChoice.of(configured);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), Set.of(EncoderChoice.PROPERTY));
        }
    }
}
