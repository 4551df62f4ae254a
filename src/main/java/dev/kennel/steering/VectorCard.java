package dev.kennel.steering;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.catalog.Companion;
import dev.kennel.gguf.ControlVectorSummary;
import dev.kennel.quantize.ShellWord;
import dev.kennel.steer.ControlVectorOption;
import dev.kennel.steer.SteeringReach;
import dev.kennel.web.Format;

/// What a control vector is and what it was made from, as its file says.
///
/// @param model that it is kept beside
/// @param architecture that its maker names
/// @param width numbers of each direction
/// @param directions in the order of the blocks
/// @param facts how Kennel made it; empty for one from elsewhere
/// @param download its address
@Schema(name = "ControlVector")
record VectorCard(
        String model,
        String filename,
        String sha256,
        long bytes,
        Optional<String> architecture,
        long width,
        List<Direction> directions,
        SortedMap<String, String> facts,
        String download) {

    /// @param block whose output it is added to, counted from 0
    /// @param norm Euclidean length
    /// @param acts whether llama.cpp steers this block in the model's architecture
    @Schema(name = "Direction")
    record Direction(int block, double norm, boolean acts) {}

    static VectorCard of(String model, Companion companion, ControlVectorSummary summary, SteeringReach reach) {
        List<Direction> directions = summary.norms().entrySet().stream()
                .map(norm -> new Direction(norm.getKey(), norm.getValue(), reach.reaches(norm.getKey())))
                .toList();
        return new VectorCard(
                model,
                companion.filename,
                companion.sha256,
                companion.bytes,
                summary.architecture(),
                summary.width(),
                directions,
                summary.facts(),
                "/" + model + "/resolve/main/" + Format.urlPath(companion.filename));
    }

    @JsonIgnore
    public List<VectorFacts.Row> rows() {
        return VectorFacts.rows(facts);
    }

    /// What to type to run a model with it, at full strength.
    @JsonIgnore
    public String command() {
        return "llama-server -m MODEL.gguf --control-vector-scaled "
                + ShellWord.of(ControlVectorOption.of(usableName(), "1.0"));
    }

    /// The name to save it under: its own, unless llama.cpp would take that apart.
    @JsonIgnore
    public String usableName() {
        return filename.replace(':', '_');
    }

    /// Whether it has to be saved under another name.
    @JsonIgnore
    public boolean isToBeRenamed() {
        return !ControlVectorOption.takes(filename);
    }
}
