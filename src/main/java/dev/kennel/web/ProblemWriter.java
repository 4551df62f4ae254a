package dev.kennel.web;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/// Writes problems down in the form that the reader understands.
@ApplicationScoped
public class ProblemWriter {

    private final ObjectMapper json;

    ProblemWriter(ObjectMapper json) {
        this.json = json;
    }

    /// Answers a request that is handled outside of the REST resources, and ends it.
    public void answer(RoutingContext context, Problem problem) {
        answer(context, problem, Templates::error);
    }

    /// Likewise, to somebody who is not let in: the page says nothing of this server and needs nothing more from it.
    public void refuse(RoutingContext context, Problem problem) {
        answer(context, problem, Templates::refusal);
    }

    String write(Problem problem, ProblemFormat format) {
        return write(problem, format, Templates::error);
    }

    private void answer(RoutingContext context, Problem problem, Function<Problem, TemplateInstance> page) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            response.reset();
            return;
        }
        var format =
                ProblemFormat.of(context.normalizedPath(), context.request().getHeader("Accept"));
        response.setStatusCode(problem.status()).putHeader("Content-Type", format.mediaType());
        response.headers().remove("Content-Length");
        response.headers().remove("Content-Encoding");
        if (context.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(write(problem, format, page));
        }
    }

    private String write(Problem problem, ProblemFormat format, Function<Problem, TemplateInstance> page) {
        return switch (format) {
            case JSON -> json(problem);
            case PAGE -> page.apply(problem).render();
        };
    }

    private String json(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record of strings is always JSON", e);
        }
    }

    @CheckedTemplate(basePath = "")
    static class Templates {

        private Templates() {}

        static native TemplateInstance error(Problem problem);

        static native TemplateInstance refusal(Problem problem);
    }
}
