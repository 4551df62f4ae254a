package dev.kennel.steer;

/// The value of `--control-vector-scaled`, as llama.cpp (v0.5.0) takes it apart: at commas, except between
/// quotation marks, then at every colon, of which there must be one.
public final class ControlVectorOption {

    private ControlVectorOption() {}

    /// Whether a file of this name can be given; a colon in it cannot.
    public static boolean takes(String file) {
        return file.indexOf(':') < 0;
    }

    /// @param file its path, without a colon
    /// @throws IllegalArgumentException when it has one
    public static String of(String file, String strength) {
        if (!takes(file)) {
            throw new IllegalArgumentException("llama.cpp takes no control vector with a colon in its path: " + file);
        }
        String item = file + ":" + strength;
        return item.indexOf(',') < 0 && !item.startsWith("\"") ? item : "\"" + item.replace("\"", "\"\"") + "\"";
    }
}
