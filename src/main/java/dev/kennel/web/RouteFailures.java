package dev.kennel.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.RouteConstants;
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

    RouteFailures(ProblemWriter writer, UnexpectedFailures unexpected) {
        this.writer = writer;
        this.unexpected = unexpected;
    }

    void install(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).failureHandler(this::failed);
        router.route().order(AFTER_EVERYTHING).handler(this::notFound);
    }

    private void notFound(RoutingContext context) {
        writer.answer(context, HttpProblems.of(404, method(context), context.normalizedPath()));
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
