package dev.kennel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model that every reader of headers takes for sound.
public final class DamagedModel {

    private static final byte[] KEY = "llama.attention.layer_norm_rms_epsilon".getBytes(StandardCharsets.UTF_8);

    /// Of the value behind its key and type: the sign of a little-endian float.
    private static final int SIGN = KEY.length + Integer.BYTES + Float.BYTES - 1;

    private DamagedModel() {}

    /// Makes the epsilon of a Llama's norms negative, on which ggml aborts.
    public static void negateEpsilon(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[find(bytes) + SIGN] ^= (byte) 0x80;
        Files.write(file, bytes);
    }

    private static int find(byte[] bytes) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(KEY, StandardCharsets.ISO_8859_1));
        if (at < 0) {
            throw new IllegalArgumentException("The file is no Llama.");
        }
        return at;
    }
}
