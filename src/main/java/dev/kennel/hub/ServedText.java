package dev.kennel.hub;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.kennel.blob.Sha256;

/// A text that is written when it is asked for, such as a repository's `README.md`.
public record ServedText(String text, String filename, String mediaType, Map<String, String> headers)
        implements Served {

    public ServedText {
        headers = Map.copyOf(headers);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String entityTag() {
        return '"' + Sha256.of(bytes()).hex() + '"';
    }

    @Override
    public long length() {
        return bytes().length;
    }
}
