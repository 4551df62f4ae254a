package dev.kennel.provenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.web.Problem;

/// Reads the JSON object that a request may have or lack. A body that is something else is refused, not passed over.
@ApplicationScoped
class OptionalBody {

    private static final String NO_FIELDS = "{}";

    private final ObjectMapper json;

    OptionalBody(ObjectMapper json) {
        this.json = json;
    }

    /// @param body empty where there is none: it is read as an object without fields
    /// @throws dev.kennel.web.ProblemException when it is JSON, and `null`
    /// @throws WebApplicationException when it is no JSON, or has a field that is not known
    <T> T read(String body, Class<T> type) {
        try {
            T read = json.readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(body.isBlank() ? NO_FIELDS : body);
            if (read == null) {
                throw Problem.badRequest("The body is no JSON object")
                        .next("Leave it out, or send an object.")
                        .exception();
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new WebApplicationException(e, Response.Status.BAD_REQUEST);
        }
    }
}
