package dev.kennel.web;

import java.util.List;
import java.util.stream.IntStream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// A resource that only the tests have: it fails in every way a resource can.
@Path("/api/v1/probe")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProblemProbe {

    enum Colour {
        RED,
        GREEN
    }

    record Order(@NotBlank String name, @Size(max = 2) List<@Valid Part> parts, Colour colour) {}

    record Part(@NotBlank String name, int count) {}

    @POST
    public Order order(@NotNull @Valid Order order) {
        return order;
    }

    @GET
    @Path("domain")
    public String domain() {
        throw Problem.conflict("The job runs already")
                .because("Job 17 runs since 10:00.")
                .next("Cancel it first.")
                .kind("job-runs")
                .exception();
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("the secret inside");
    }

    @GET
    @Path("wrapped")
    public String wrapped() {
        throw new WebApplicationException(new IllegalStateException("the secret inside"));
    }

    @GET
    @Path("own")
    public String own() {
        throw new WebApplicationException(Response.status(418)
                .type("text/plain")
                .entity("short and stout")
                .build());
    }

    @GET
    @Path("number")
    public int number(@QueryParam("n") int n) {
        return n;
    }

    @GET
    @Path("list")
    public Page<Integer> list(@Valid @BeanParam PageRequest page) {
        long after = page.numericCursor().orElse(0L);
        List<Integer> rows = IntStream.rangeClosed(1, 5)
                .filter(i -> i > after)
                .limit(page.limit() + 1L)
                .boxed()
                .toList();
        return Page.of(rows, page.limit(), String::valueOf);
    }
}
