package dev.kennel.llama;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A key of a GGUF header that quantizing sets, as llama-quantize's own `llama_model_kv_override` does.
public sealed interface KvOverride {

    String key();

    /// A string. What goes into the file is cut to 127 bytes, as there.
    record Text(String key, String value) implements KvOverride {

        private static final int LONGEST = 127;

        /// UTF-8 up to the first NUL, cut, with its end.
        byte[] terminated() {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            int length = 0;
            while (length < bytes.length && length < LONGEST && bytes[length] != 0) {
                length++;
            }
            return Arrays.copyOf(Arrays.copyOf(bytes, length), length + 1);
        }
    }

    /// A number, stored as an unsigned 32-bit integer.
    record Count(String key, long value) implements KvOverride {}
}
