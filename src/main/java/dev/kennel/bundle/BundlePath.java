package dev.kennel.bundle;

import java.nio.file.Path;
import java.util.Arrays;

/// Paths within a bundle, which come from outside.
final class BundlePath {

    private static final int LONGEST = 512;
    private static final int SHOWN = 80;

    private BundlePath() {}

    /// @throws BundleFault when the path could lead out of the bundle, or is none that every system can write
    static Path within(Path directory, String path) throws BundleFault {
        require(path);
        return directory.resolve(path);
    }

    /// @throws BundleFault likewise
    static void require(String path) throws BundleFault {
        boolean plain = path != null
                && !path.isEmpty()
                && path.length() <= LONGEST
                && path.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f)
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain) {
            throw new BundleFault("It names a file '" + shown(path)
                    + "', which no bundle does: it may have been made to write elsewhere. Do not unpack it.");
        }
    }

    private static String shown(String path) {
        String text = String.valueOf(path).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
