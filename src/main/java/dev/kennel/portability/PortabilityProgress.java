package dev.kennel.portability;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measure.ModelRuntime;
import dev.kennel.measure.Trial;

/// How far a job that tries runtimes is, and what it has found.
@Schema(name = "PortabilityProgress")
public record PortabilityProgress(List<FileProgress> files) {

    /// @param name as the request named it
    /// @param state waiting, running, done, failed or cancelled
    @Schema(name = "TriedFile")
    public record FileProgress(String name, String sha256, String state, List<Tried> tried) {}

    /// @param trial what became of it; not there when it could not be tried
    /// @param failure why it could not be tried
    @Schema(name = "Tried")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tried(long measurement, ModelRuntime runtime, Trial trial, String failure) {}
}
