package dev.kennel.imports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the name of a publisher's file says of the quant.
final class QuantFileName {

    /// A known beginning of a type's name, behind `-`, `.` or `_`, up to the end: `Model-UD-Q4_K_XL.gguf`.
    private static final Pattern TYPE_AT_END = Pattern.compile(
            ".*?[-._]((?:UD-|i1-)?(?:IQ[1-4]|TQ[12]|Q[1-8]|MXFP4|NVFP4|BF16|F16|F32)[A-Za-z0-9_]*)",
            Pattern.CASE_INSENSITIVE);

    private QuantFileName() {}

    /// The quant's name; the whole name without `.gguf` where no type can be seen.
    static String quantOf(String filename) {
        String stem = filename.endsWith(".gguf") ? filename.substring(0, filename.length() - 5) : filename;
        Matcher matcher = TYPE_AT_END.matcher(stem);
        return matcher.matches() ? matcher.group(1) : stem;
    }
}
