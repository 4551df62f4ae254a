package dev.kennel.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.worker.WorkerJson;

/// Names of what every bundle has, and how its JSON is written and read.
public final class BundleFormat {

    /// What the manifest says of its own form; another form gets another number.
    public static final String CURRENT = "kennel-bundle 1";

    public static final String MANIFEST = "bundle.json";
    public static final String PROBES = "probe.json";
    public static final String SUMS = "SHA256SUMS";
    public static final String README = "README.md";
    public static final String PROVENANCE = "provenance.json";
    public static final String SCRIPT = "run.sh";
    public static final String JAVA = "KennelExample.java";
    public static final String JLLAMA_VECTOR = "jllama/steering.gguf";

    private static final ObjectMapper JSON =
            WorkerJson.mapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private BundleFormat() {}

    /// Where the control vector of a feature is.
    public static String vector(String feature) {
        return "vectors/" + feature + ".gguf";
    }

    /// Over several lines, for people too.
    public static String write(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value + " cannot be written as JSON", e);
        }
    }

    /// @param file its name, for the message
    static <T> T read(String file, byte[] text, Class<T> type) throws BundleFault {
        try {
            T value = JSON.readValue(text, type);
            if (value == null) {
                throw new BundleFault(file + " says nothing. Get the bundle again.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new BundleFault(file + " cannot be read: " + e.getOriginalMessage() + ". Get the bundle again.");
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be read", e);
        }
    }

    /// What a manifest does not list: itself, and the sums of everything.
    static List<String> unlisted() {
        return List.of(MANIFEST, SUMS);
    }
}
