package dev.kennel.catalog;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.gguf.ModelFacts;

/// What models' GGUFs say, as it was written down when they were imported.
@ApplicationScoped
public class StoredFacts {

    private final ObjectMapper json;

    StoredFacts(ObjectMapper json) {
        this.json = json;
    }

    /// @throws IllegalStateException when another version of Kennel wrote them
    public ModelFacts of(Model model) {
        try {
            return json.treeToValue(model.facts, ModelFacts.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "What the GGUF of model " + model.id + " says cannot be read: import the model again", e);
        }
    }
}
