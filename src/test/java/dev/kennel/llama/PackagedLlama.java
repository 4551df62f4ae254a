package dev.kennel.llama;

import java.nio.file.Path;
import java.util.Optional;

/// The packaged llama.cpp, loaded once for all tests of a JVM.
public final class PackagedLlama {

    public static final Path DIRECTORY = Path.of(System.getProperty(
            "kennel.llama.directory", "src/main/native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64"));

    private static Llama llama;

    private PackagedLlama() {}

    public static synchronized Llama get() {
        if (llama == null) {
            llama = LlamaLibraries.in(DIRECTORY).load(Optional.empty());
        }
        return llama;
    }
}
