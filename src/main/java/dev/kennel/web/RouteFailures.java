package dev.kennel.web;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/// Answers what no resource answers: addresses that nothing serves, and failures outside of the REST resources.
@ApplicationScoped
class RouteFailures {

    private static final Logger LOG = Logger.getLogger(RouteFailures.class);

    private static final int AFTER_EVERYTHING = Integer.MAX_VALUE - 1;

    private final ProblemWriter writer;
    private final UnexpectedFailures unexpected;
    private final AllowedMethods allowed;

    RouteFailures(ProblemWriter writer, UnexpectedFailures unexpected, AllowedMethods allowed) {
        this.writer = writer;
        this.unexpected = unexpected;
        this.allowed = allowed;
    }

    void install(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).failureHandler(this::failed);
        router.route().order(AFTER_EVERYTHING).handler(this::notFound);
    }

    private void notFound(RoutingContext context) {
        Set<String> methods = allowed.at(context.normalizedPath());
        boolean nothing = methods.isEmpty() || methods.contains(method(context));
        if (!nothing) {
            context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
        }
        writer.answer(context, HttpProblems.of(nothing ? 404 : 405, method(context), context.normalizedPath()));
    }

    private void failed(RoutingContext context) {
        if (context.response().closed()) {
            LOG.debugf(context.failure(), "%s left before the answer was complete", context.normalizedPath());
            return;
        }
        Problem problem =
                switch (context.failure()) {
                    case ProblemException e -> e.problem();
                    case null -> HttpProblems.of(context.statusCode(), method(context), context.normalizedPath());
                    case Throwable e
                    when context.statusCode() >= 400 && context.statusCode() < 500 ->
                        HttpProblems.of(context.statusCode(), method(context), context.normalizedPath());
                    case Throwable e -> unexpected.problem(method(context), context.normalizedPath(), e);
                };
        writer.answer(context, problem);
    }

    private static String method(RoutingContext context) {
        return context.request().method().name();
    }
}
