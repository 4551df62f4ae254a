package dev.kennel.hub;

import java.util.Map;

/// What a client gets at an address, whatever its bytes lie in.
public sealed interface Served permits ServedFile, ServedBytes {

    /// The strong entity tag, in its quotes: the SHA-256 of the bytes, or of what they are laid out from.
    String entityTag();

    /// In bytes.
    long length();

    /// The name it is saved under.
    String filename();

    String mediaType();

    /// Further response headers, `X-Repo-Commit` say.
    Map<String, String> headers();
}
