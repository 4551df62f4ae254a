package dev.kennel.hub;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/// Answers GET and HEAD with a text, by the same rules as files.
final class TextResponse {

    private TextResponse() {}

    static void send(RoutingContext context, ServedText served) {
        boolean get = context.request().method() == HttpMethod.GET;
        switch (FileAnswer.to(context.request().headers(), served, get)) {
            case FileAnswer.NotModified _ ->
                ResponseHead.status(context, served, 304).end();
            case FileAnswer.PreconditionFailed _ ->
                ResponseHead.status(context, served, 412).end();
            case FileAnswer.Unsatisfiable _ ->
                ResponseHead.unsatisfiable(context, served).end();
            case FileAnswer.Part part -> send(context, served, part.from(), part.length(), 206);
            case FileAnswer.Whole _ -> send(context, served, 0, served.length(), 200);
        }
    }

    private static void send(RoutingContext context, ServedText served, long from, long length, int status) {
        HttpServerResponse response = ResponseHead.body(context, served, from, length, status);
        if (context.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(Buffer.buffer(served.bytes()).slice((int) from, (int) (from + length)));
        }
    }
}
