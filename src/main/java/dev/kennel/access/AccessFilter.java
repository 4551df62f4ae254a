package dev.kennel.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import dev.kennel.web.ProblemWriter;

/// Stands before every route there is: pages, resources, files, WebSockets, health and metrics.
@ApplicationScoped
class AccessFilter {

    private static final int BEFORE_EVERYTHING = Integer.MAX_VALUE;

    private final Guard guard;
    private final ProblemWriter problems;

    AccessFilter(Guard guard, ProblemWriter problems) {
        this.guard = guard;
        this.problems = problems;
    }

    void install(@Observes Filters filters) {
        filters.register(this::filter, BEFORE_EVERYTHING);
    }

    private void filter(RoutingContext context) {
        HttpServerResponse response = context.response();
        SecurityHeaders.addTo(response.headers());
        AccessRequest request = AccessRequest.of(context);
        switch (guard.judge(request)) {
            case Verdict.LetIn() -> context.next();
            case Verdict.Refused(var problem) -> problems.refuse(context, problem);
            case Verdict.TooManyAttempts(var problem) -> {
                response.putHeader("Retry-After", Long.toString(AttemptLimit.WINDOW.toSeconds()));
                problems.refuse(context, problem);
            }
            case Verdict.Unauthorized(var _) when request.page() -> redirectToSignIn(context);
            case Verdict.Unauthorized(var problem) -> {
                if (!request.browser()) {
                    response.putHeader("WWW-Authenticate", "Basic realm=\"Kennel\", charset=\"UTF-8\"");
                }
                problems.refuse(context, problem);
            }
        }
    }

    private static void redirectToSignIn(RoutingContext context) {
        String to = URLEncoder.encode(context.request().uri(), StandardCharsets.UTF_8);
        context.response()
                .setStatusCode(303)
                .putHeader("Location", Guard.SIGN_IN + "?to=" + to)
                .putHeader("Cache-Control", "no-store")
                .end();
    }
}
