package dev.kennel.llama;

import java.nio.file.Path;

/// The packaged llama.cpp, loaded once for all tests of a JVM.
public final class PackagedLlama {

    public static final Path DIRECTORY = Path.of(
                    "src/main/native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64")
            .toAbsolutePath();

    private PackagedLlama() {}

    public static Llama get() {
        if (System.getProperty("kennel.llama.directory") == null) {
            System.setProperty("kennel.llama.directory", DIRECTORY.toString());
        }
        return Llama.configured();
    }
}
