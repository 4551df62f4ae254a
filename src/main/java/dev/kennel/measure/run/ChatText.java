package dev.kennel.measure.run;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.kennel.llama.ChatMessage;
import dev.kennel.llama.Model;
import dev.kennel.worker.TaskFailure;

/// Chats, a JSON object a line, rendered with a model's template.
final class ChatText {

    private static final ObjectReader CHATS = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readerFor(Chat.class);

    private record Chat(List<ChatMessage> messages) {}

    private ChatText() {}

    static String rendered(Model model, String lines) throws TaskFailure {
        var text = new StringBuilder();
        int number = 0;
        for (String line : lines.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                text.append(model.applyChatTemplate(messages(line, number)));
            }
        }
        return text.toString();
    }

    private static List<ChatMessage> messages(String line, int number) throws TaskFailure {
        try {
            Chat chat = CHATS.readValue(line);
            if (chat.messages() == null || chat.messages().isEmpty()) {
                throw new TaskFailure("Line " + number + " of the chats has no \"messages\".");
            }
            return chat.messages();
        } catch (JsonProcessingException e) {
            throw new TaskFailure(
                    "Line " + number + " of the chats is no JSON object with \"messages\": " + e.getOriginalMessage(),
                    e);
        }
    }
}
