package dev.kennel.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Guesses what a file is that is no GGUF, to tell its owner what to do.
final class ForeignFormat {

    /// As many first bytes as a guess needs.
    static final int BYTES = 64;

    private static final int MOST_ENTRIES = 100_000;
    private static final long LONGEST_SAFETENSORS_HEADER = 100_000_000;

    private final byte[] start;
    private final String text;

    private ForeignFormat(byte[] start) {
        this.start = start;
        this.text = new String(start, StandardCharsets.ISO_8859_1);
    }

    /// @param start the first bytes of the file
    static String advice(byte[] start) {
        return new ForeignFormat(start).advice();
    }

    private String advice() {
        if (text.startsWith("lmgg") || text.startsWith("fmgg") || text.startsWith("tjgg")) {
            return "it is in a format older than GGUF; convert the original model with llama.cpp's "
                    + "convert_hf_to_gguf.py";
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return "it is a ZIP, as PyTorch checkpoints are; unpack it, or convert the model with llama.cpp's "
                    + "convert_hf_to_gguf.py";
        }
        if (text.startsWith("\u001f\u008b")) {
            return "it is compressed with gzip; decompress it first";
        }
        if (text.startsWith("version https://git-lfs")) {
            return "it is a Git LFS pointer and not the file itself; fetch that with 'git lfs pull'";
        }
        if (text.startsWith("<")) {
            return "it is a web page, most likely an error's or a login's; download the file again";
        }
        if (looksLikeSafetensors()) {
            return "it is in the safetensors format; convert the model with llama.cpp's convert_hf_to_gguf.py";
        }
        if (looksLikeLegacyImatrix()) {
            return "it is an importance matrix in the legacy .dat format; convert it with 'llama-imatrix --in-file "
                    + "old.dat -o new.gguf'";
        }
        return "it is no GGUF file; fetch it again, or convert the model with llama.cpp's convert_hf_to_gguf.py";
    }

    private boolean looksLikeSafetensors() {
        return start.length > 8
                && start[8] == '{'
                && littleEndian().getLong() > 0
                && littleEndian().getLong() < LONGEST_SAFETENSORS_HEADER;
    }

    /// Number of entries, length of the first tensor's name, the name.
    private boolean looksLikeLegacyImatrix() {
        if (start.length < 16) {
            return false;
        }
        int entries = littleEndian().getInt();
        int nameBytes = littleEndian().getInt(4);
        return entries > 0
                && entries <= MOST_ENTRIES
                && nameBytes > 0
                && nameBytes <= GgufLimits.NAME_BYTES
                && text.substring(8, Math.min(text.length(), 8 + nameBytes)).matches("[A-Za-z0-9_.-]+");
    }

    private ByteBuffer littleEndian() {
        return ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    }
}
