package dev.kennel.yaml;

/// Something wrong with a file of definitions.
///
/// @param file as the person named it
/// @param line counted from 1
/// @param field `rules[0].type` say, counted from 0; empty when it concerns the file as a whole
/// @param message what is wrong, with the value, and what is allowed
public record YamlProblem(String file, int line, String field, String message) {

    /// `Q4_K_L.yaml:4: rules[0].type: 'q9_0' is …`
    @Override
    public String toString() {
        return file + ":" + line + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
