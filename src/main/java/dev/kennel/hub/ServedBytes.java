package dev.kennel.hub;

import java.util.Map;

import dev.kennel.blob.Sha256;

/// A file that is made when it is asked for and held in memory, such as a repository's `README.md`.
final class ServedBytes implements Served {

    private final byte[] bytes;
    private final String entityTag;
    private final String filename;
    private final String mediaType;
    private final Map<String, String> headers;

    ServedBytes(byte[] bytes, String filename, String mediaType, Map<String, String> headers) {
        this.bytes = bytes;
        this.entityTag = '"' + Sha256.of(bytes).hex() + '"';
        this.filename = filename;
        this.mediaType = mediaType;
        this.headers = Map.copyOf(headers);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String entityTag() {
        return entityTag;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public String filename() {
        return filename;
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }
}
