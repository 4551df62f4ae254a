package dev.kennel.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A SHA-256 digest, the name of a blob. Nothing but 64 lower-case hexadecimal digits ever becomes one, so that a
/// digest from outside cannot lead out of the store's directory.
public record Sha256(String hex) implements Comparable<Sha256> {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int SHOWN = 80;

    /// @throws IllegalArgumentException when `hex` is anything but 64 lower-case hexadecimal digits
    public Sha256 {
        if (!isDigest(hex)) {
            throw new IllegalArgumentException(
                    "Not a SHA-256 digest: '" + shortened(hex) + "'. Expected 64 lower-case hexadecimal digits.");
        }
    }

    /// The digest that a text names, or empty when it names none.
    public static Optional<Sha256> parse(String text) {
        return isDigest(text) ? Optional.of(new Sha256(text)) : Optional.empty();
    }

    /// The digest of these bytes.
    public static Sha256 of(byte[] content) {
        return ofRaw(newDigest().digest(content));
    }

    /// The digest of everything that is left in a stream.
    public static Sha256 of(InputStream content) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[1 << 18];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return ofRaw(digest.digest());
    }

    /// The digest of what a file holds.
    public static Sha256 of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return of(content);
        }
    }

    /// From the 32 bytes that a [MessageDigest] gives.
    public static Sha256 ofRaw(byte[] raw) {
        return new Sha256(HexFormat.of().formatHex(raw));
    }

    /// A fresh SHA-256 computation.
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(Sha256 other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    private static boolean isDigest(String text) {
        return text != null && DIGEST.matcher(text).matches();
    }

    private static String shortened(String text) {
        return text == null || text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
