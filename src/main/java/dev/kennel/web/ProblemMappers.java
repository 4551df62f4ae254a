package dev.kennel.web;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.kennel.blob.DiskFullException;
import dev.kennel.gguf.GgufFormatException;

/// Turns what REST resources throw into problems.
class ProblemMappers {

    private final ProblemWriter writer;
    private final UnexpectedFailures unexpected;
    private final AllowedMethods allowed;

    ProblemMappers(ProblemWriter writer, UnexpectedFailures unexpected, AllowedMethods allowed) {
        this.writer = writer;
        this.unexpected = unexpected;
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, ContainerRequestContext request) {
        return answer(e.problem(), request);
    }

    /// A response that was made on purpose, with a body or as a redirection, stays what it is.
    @ServerExceptionMapper
    Response http(WebApplicationException e, ContainerRequestContext request) {
        Response response = e.getResponse();
        if (response.getStatus() < 400 || response.hasEntity()) {
            return response;
        }
        if (e.getCause() instanceof JsonProcessingException malformed) {
            return answer(unreadable(malformed), request);
        }
        if (response.getStatus() >= 500 && e.getCause() != null) {
            return answer(
                    unexpected.problem(request.getMethod(), request.getUriInfo().getPath(), e), request);
        }
        if (response.getStatus() == 404 || response.getStatus() == 405) {
            return noSuchEndpoint(request);
        }
        ProblemFormat format = format(request);
        Problem problem = HttpProblems.of(response.getStatus(), request.getMethod(), path(request));
        return Response.fromResponse(response)
                .type(format.mediaType())
                .entity(writer.write(problem, format))
                .build();
    }

    /// Where another method would find something it is the method that is wrong.
    private Response noSuchEndpoint(ContainerRequestContext request) {
        Set<String> methods = allowed.at(path(request));
        boolean nothing = methods.isEmpty() || methods.contains(request.getMethod());
        Response answer = answer(HttpProblems.of(nothing ? 404 : 405, request.getMethod(), path(request)), request);
        if (!nothing) {
            answer.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(", ", methods));
        }
        return answer;
    }

    @ServerExceptionMapper
    Response mismatch(MismatchedInputException e, ContainerRequestContext request) {
        return answer(unreadable(e), request);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e, ContainerRequestContext request) {
        if (e.getConstraintViolations().stream().anyMatch(ProblemMappers::isOurOwnFault)) {
            return unexpected(e, request);
        }
        Problem problem = Problem.badRequest("The request is not valid").because("Fields that are wrong are listed.");
        for (ConstraintViolation<?> violation : e.getConstraintViolations()) {
            problem = problem.field(field(violation.getPropertyPath()), violation.getMessage());
        }
        return answer(problem, request);
    }

    @ServerExceptionMapper
    Response diskFull(DiskFullException e, ContainerRequestContext request) {
        return answer(Problem.insufficientStorage("The disk is full").because(e.getMessage()), request);
    }

    @ServerExceptionMapper
    Response noGguf(GgufFormatException e, ContainerRequestContext request) {
        return answer(
                Problem.unprocessable("This is no GGUF file that Kennel accepts")
                        .because(e.getMessage())
                        .kind("gguf-format"),
                request);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, ContainerRequestContext request) {
        return answer(unexpected.problem(request.getMethod(), path(request), e), request);
    }

    /// Jackson wraps what the body's stream throws.
    private static Problem unreadable(JsonProcessingException e) {
        return e.getCause() instanceof ProblemException cause ? cause.problem() : MalformedJson.problem(e);
    }

    private Response answer(Problem problem, ContainerRequestContext request) {
        ProblemFormat format = format(request);
        return Response.status(problem.status())
                .type(format.mediaType())
                .entity(writer.write(problem, format))
                .build();
    }

    private static ProblemFormat format(ContainerRequestContext request) {
        return ProblemFormat.of(path(request), request.getHeaderString(HttpHeaders.ACCEPT));
    }

    private static String path(ContainerRequestContext request) {
        return request.getUriInfo().getRequestUri().getPath();
    }

    private static boolean isOurOwnFault(ConstraintViolation<?> violation) {
        return nodes(violation.getPropertyPath()).anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    /// `recipes[3].name`, as whoever asked knows it: without the names of our method and of its body parameter.
    private static String field(Path path) {
        List<Path.Node> outer =
                nodes(path).filter(node -> node.getKind() != ElementKind.METHOD).toList();
        boolean inside = outer.size() > 1 && outer.getFirst().getKind() == ElementKind.PARAMETER;
        return outer.stream().skip(inside ? 1 : 0).map(Path.Node::toString).collect(Collectors.joining("."));
    }

    private static Stream<Path.Node> nodes(Path path) {
        return StreamSupport.stream(path.spliterator(), false);
    }
}
