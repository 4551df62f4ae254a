package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is no GGUF that Kennel accepts. The message names the file and the place (where known), the field, the
/// value and what to do.
public final class GgufFormatException extends IOException {

    private static final long NO_PLACE = -1;

    private final String file;
    private final long offset;
    private final String field;
    private final String problem;

    /// @param file name of the file, empty where none is known
    /// @param offset of the field in the file, in bytes
    /// @param field what stands there, `tensor count` say
    /// @param problem what is wrong, with the value, and what to do
    public GgufFormatException(String file, long offset, String field, String problem) {
        super(prefix(file) + place(offset) + field + ": " + problem);
        this.file = file;
        this.offset = offset;
        this.field = field;
        this.problem = problem;
    }

    /// About a field that was read without fault and makes no sense where it stands.
    public GgufFormatException(String file, String field, String problem) {
        this(file, NO_PLACE, field, problem);
    }

    /// As the other one, with the last part of the file's path.
    public GgufFormatException(Path file, String field, String problem) {
        this(file.getFileName().toString(), field, problem);
    }

    /// Name of the file, empty where none is known.
    public String file() {
        return file;
    }

    /// Where the field starts, in bytes from the start of the file; negative where the fault is not in one place.
    public long offset() {
        return offset;
    }

    public String field() {
        return field;
    }

    public String problem() {
        return problem;
    }

    private static String prefix(String file) {
        return file.isEmpty() ? "" : file + ": ";
    }

    private static String place(long offset) {
        return offset < 0 ? "" : "byte " + offset + ", ";
    }
}
