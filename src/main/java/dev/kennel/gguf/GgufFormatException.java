package dev.kennel.gguf;

import java.io.IOException;

/// A file that is no GGUF that Kennel accepts. The message names the file (where known), the place, the field, the
/// value and what to do.
public final class GgufFormatException extends IOException {

    private final String file;
    private final long offset;
    private final String field;
    private final String problem;

    /// @param file name of the file, empty where none is known
    /// @param offset of the field in the file, in bytes
    /// @param field what stands there, `tensor count` say
    /// @param problem what is wrong, with the value, and what to do
    public GgufFormatException(String file, long offset, String field, String problem) {
        super((file.isEmpty() ? "" : file + ": ") + "byte " + offset + ", " + field + ": " + problem);
        this.file = file;
        this.offset = offset;
        this.field = field;
        this.problem = problem;
    }

    /// Name of the file, empty where none is known.
    public String file() {
        return file;
    }

    /// Where the field starts, in bytes from the start of the file.
    public long offset() {
        return offset;
    }

    public String field() {
        return field;
    }

    public String problem() {
        return problem;
    }
}
