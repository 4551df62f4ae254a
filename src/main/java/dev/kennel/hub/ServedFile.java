package dev.kennel.hub;

import java.util.Map;

import dev.kennel.blob.VirtualFile;

/// A file as a client gets it. Its entity tag is its digest.
///
/// @param filename the name it is saved under
/// @param mediaType `application/octet-stream` for a GGUF
/// @param headers further response headers, `X-Repo-Commit` say
public record ServedFile(VirtualFile file, String filename, String mediaType, Map<String, String> headers)
        implements Served {

    public ServedFile {
        headers = Map.copyOf(headers);
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public String entityTag() {
        return '"' + file.sha256().hex() + '"';
    }
}
