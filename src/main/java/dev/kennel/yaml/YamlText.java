package dev.kennel.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The text of a small file, never more of it than is allowed.
public final class YamlText {

    private static final int MOST_BYTES_OF_A_CHARACTER = 4;

    private YamlText() {}

    /// @param most characters that such a file has at most
    public static String of(Path file, int most) throws YamlException {
        int mostBytes = MOST_BYTES_OF_A_CHARACTER * most;
        Problems problems = new Problems(file.getFileName().toString());
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(mostBytes + 1);
            if (bytes.length <= mostBytes) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            }
            problems.add(1, "", "it has more than " + mostBytes + " bytes, which no such file needs");
        } catch (CharacterCodingException e) {
            problems.add(1, "", "it is not UTF-8; save it in that encoding");
        } catch (IOException e) {
            problems.add(1, "", "it cannot be read: " + e);
        }
        problems.throwIfAny();
        throw new IllegalStateException("A problem was added above");
    }
}
