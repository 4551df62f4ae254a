package dev.kennel.gguf;

import java.util.Map;

/// Groups architectures under the name that people know.
final class ModelFamily {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("qwen2", "Qwen2"),
            Map.entry("qwen2moe", "Qwen2"),
            Map.entry("qwen3", "Qwen3"),
            Map.entry("qwen3moe", "Qwen3"),
            Map.entry("qwen3next", "Qwen3-Next"),
            Map.entry("qwen35", "Qwen3.5"),
            Map.entry("qwen35moe", "Qwen3.5"),
            Map.entry("nemotron", "Nemotron"),
            Map.entry("nemotron_h", "Nemotron-H"),
            Map.entry("nemotron_h_moe", "Nemotron-H"),
            Map.entry("llama", "Llama"),
            Map.entry("llama4", "Llama 4"),
            Map.entry("gemma2", "Gemma 2"),
            Map.entry("gemma3", "Gemma 3"),
            Map.entry("gemma3n", "Gemma 3n"),
            Map.entry("gemma4", "Gemma 4"),
            Map.entry("mistral3", "Mistral 3"),
            Map.entry("phi3", "Phi-3"),
            Map.entry("phimoe", "Phi-3"),
            Map.entry("deepseek2", "DeepSeek"),
            Map.entry("gpt-oss", "gpt-oss"),
            Map.entry("glm4", "GLM-4"),
            Map.entry("glm4moe", "GLM-4"),
            Map.entry("granite", "Granite"),
            Map.entry("granitemoe", "Granite"),
            Map.entry("granitehybrid", "Granite"),
            Map.entry("lfm2", "LFM2"),
            Map.entry("lfm2moe", "LFM2"),
            Map.entry("falcon-h1", "Falcon-H1"),
            Map.entry("kimi-linear", "Kimi Linear"),
            Map.entry("mamba", "Mamba"),
            Map.entry("mamba2", "Mamba"));

    private ModelFamily() {}

    /// The architecture itself when its family has no other name here.
    static String of(String architecture) {
        return NAMES.getOrDefault(architecture, architecture);
    }
}
