package dev.kennel.steer;

/// How captured vectors lie in a file, as little-endian floats.
public enum ActivationFormat {
    /// A header of 16 bytes, then token after token, of each all blocks. The header is `KACT`, the number of blocks,
    /// the width and the number of tokens, 32 bits each.
    RAW("bin"),

    /// A tensor `block.N` for each block, of the shape tokens × width (Hugging Face's safetensors).
    SAFETENSORS("safetensors");

    private final String extension;

    ActivationFormat(String extension) {
        this.extension = extension;
    }

    /// Of a file's name, without the dot.
    public String extension() {
        return extension;
    }
}
