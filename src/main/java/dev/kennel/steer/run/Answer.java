package dev.kennel.steer.run;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import dev.kennel.llama.Vocabulary;

/// An answer that is being written, token by token.
final class Answer {

    private final Vocabulary vocabulary;
    private final CharsetDecoder characters = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /// Bytes of a character whose rest has not come yet.
    private byte[] begun = {};

    private int length;
    private int last;
    private boolean ended;

    Answer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// @return the characters that are whole with this token
    String add(int token) {
        last = token;
        length++;
        byte[] more = vocabulary.bytes(token);
        ByteBuffer bytes = ByteBuffer.allocate(begun.length + more.length);
        bytes.put(begun).put(more).flip();
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        characters.decode(bytes, text, false);
        begun = new byte[bytes.remaining()];
        bytes.get(begun);
        return text.flip().toString();
    }

    int last() {
        return last;
    }

    /// In tokens.
    int length() {
        return length;
    }

    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }
}
