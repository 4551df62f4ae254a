package dev.kennel.measuring;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.measurements.Measurements;
import dev.kennel.web.Problem;

/// Single measurements, for programs.
@Path("/api/v1/measurements")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Measurements")
@RunOnVirtualThread
public class MeasurementResource {

    private final Measurements measurements;
    private final FullMeasurements full;

    MeasurementResource(Measurements measurements, FullMeasurements full) {
        this.measurements = measurements;
        this.full = full;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A measurement with its environment")
    public MeasurementJson one(@RestPath long id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> measurements.findByIdOptional(id).map(full::json))
                .orElseThrow(
                        () -> Problem.notFound("There is no measurement " + id).exception());
    }
}
