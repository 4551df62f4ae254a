package dev.kennel.hub;

import java.nio.charset.StandardCharsets;

/// The `Content-Disposition` of a download (RFC 6266).
final class ContentDisposition {

    private static final String UNRESERVED = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /// `attachment` with the name, in ASCII and, where that cannot say it, in UTF-8.
    static String attachment(String filename) {
        String ascii = filename.replaceAll("[^\\x20-\\x7e]", "_").replaceAll("[\"\\\\]", "_");
        String plain = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(filename) ? plain : plain + "; filename*=UTF-8''" + encoded(filename);
    }

    private static String encoded(String filename) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : filename.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
