package dev.kennel.measure;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a model can be loaded and run in.
public enum ModelRuntime {
    /// The llama.cpp that this Kennel works with.
    @JsonProperty("llama.cpp")
    LLAMA_CPP("llama.cpp"),
    /// `de.kherud:llama`, which Java programs embed. It carries a llama.cpp of its own.
    @JsonProperty("jllama")
    JLLAMA("jllama");

    private final String title;

    ModelRuntime(String title) {
        this.title = title;
    }

    /// As people call it.
    public String title() {
        return title;
    }
}
