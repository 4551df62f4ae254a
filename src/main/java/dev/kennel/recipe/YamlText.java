package dev.kennel.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The text of a small file, never more of it than is allowed.
final class YamlText {

    private static final int MOST_BYTES = 4 * YamlDocument.MOST_CHARACTERS;

    private YamlText() {}

    static String of(Path file) throws RecipeException {
        Problems problems = new Problems(file.getFileName().toString());
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            if (bytes.length <= MOST_BYTES) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            }
            problems.add(1, "", "it has more than " + MOST_BYTES + " bytes, which no recipe needs");
        } catch (CharacterCodingException e) {
            problems.add(1, "", "it is not UTF-8; save it in that encoding");
        } catch (IOException e) {
            problems.add(1, "", "it cannot be read: " + e);
        }
        problems.throwIfAny();
        throw new IllegalStateException("A problem was added above");
    }
}
