package dev.kennel.llama;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/// The tokens of a model. Usable as long as the model is open.
public final class Vocabulary {

    private static final int LONGEST_PIECE = 1024;

    private final LlamaBindings llama;
    private final Model model;

    Vocabulary(LlamaBindings llama, Model model) {
        this.llama = llama;
        this.model = model;
    }

    public int size() {
        return llama.vocabularySize(handle());
    }

    /// The token that begins a sequence, if this vocabulary wants one at its head.
    public OptionalInt headToken() {
        return llama.addsBeginningOfSequence(handle())
                ? OptionalInt.of(llama.beginningOfSequence(handle()))
                : OptionalInt.empty();
    }

    /// @param addSpecial puts a beginning-of-sequence token first if the model wants one
    /// @param parseSpecial reads `<|im_start|>` and the like as the tokens they name
    public int[] tokenize(String text, boolean addSpecial, boolean parseSpecial) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocateFrom(JAVA_BYTE, bytes);
            // no token is shorter than a byte; two more for what is added at the ends
            MemorySegment tokens = arena.allocate(JAVA_INT, bytes.length + 2L);
            int count = llama.tokenize(handle(), source, tokens, addSpecial, parseSpecial);
            if (count < 0) {
                throw new LlamaException(
                        "The text of " + bytes.length + " bytes needs " + -count + " tokens, more than there can be.");
            }
            return tokens.asSlice(0, count * JAVA_INT.byteSize()).toArray(JAVA_INT);
        }
    }

    /// The bytes of a token, decoded alone: a character split over tokens does not survive.
    ///
    /// @param special shows special tokens too
    public String piece(int token, boolean special) {
        return new String(bytes(token, special), StandardCharsets.UTF_8);
    }

    /// What tokens say together, special ones left out.
    public String text(List<Integer> tokens) {
        var bytes = new ByteArrayOutputStream();
        tokens.forEach(token -> bytes.writeBytes(bytes(token, false)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// What a token says, nothing for a special one; it may begin or end within a character.
    public byte[] bytes(int token) {
        return bytes(token, false);
    }

    private byte[] bytes(int token, boolean special) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LONGEST_PIECE);
            int length = llama.tokenToPiece(handle(), token, buffer, special);
            if (length < 0) {
                throw new LlamaException("Token " + token + " has " + -length + " bytes.");
            }
            return buffer.asSlice(0, length).toArray(JAVA_BYTE);
        }
    }

    public boolean isEndOfGeneration(int token) {
        return llama.isEndOfGeneration(handle(), token);
    }

    private MemorySegment handle() {
        return llama.modelVocabulary(model.handle());
    }
}
