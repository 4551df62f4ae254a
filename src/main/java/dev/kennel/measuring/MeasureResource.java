package dev.kennel.measuring;

import java.io.IOException;
import java.net.URI;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.blob.BlobFiles;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.jobs.JobLink;
import dev.kennel.measurements.Measurements;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;

/// Measuring, for programs.
@Path("/api/v1/models/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Measurements")
@RunOnVirtualThread
public class MeasureResource {

    private final Models models;
    private final Quants quants;
    private final Measurements measurements;
    private final FullMeasurements full;
    private final MeasurePlanner planner;
    private final MeasureSubmission submission;
    private final BlobFiles blobs;

    MeasureResource(
            Models models,
            Quants quants,
            Measurements measurements,
            FullMeasurements full,
            MeasurePlanner planner,
            MeasureSubmission submission,
            BlobFiles blobs) {
        this.models = models;
        this.quants = quants;
        this.measurements = measurements;
        this.full = full;
        this.planner = planner;
        this.submission = submission;
        this.blobs = blobs;
    }

    @POST
    @Path("/measurements")
    @Operation(
            summary = "Measure the quality of quants, in one job",
            description = "Perplexity and divergence from the reference on each text. The reference is read once;"
                    + " what it differs from its own stored logits is measured too, as the floor.")
    @APIResponseSchema(value = JobLink.class, responseCode = "201", responseDescription = "the job")
    public Response submit(@RestPath String owner, @RestPath String name, MeasureRequest request) throws IOException {
        JobLink job = JobLink.of(submission.submit(models.require(owner, name).id, required(request)));
        return Response.created(URI.create(job.api())).entity(job).build();
    }

    @POST
    @Path("/measurements/plan")
    @Operation(summary = "What a measurement would cost")
    public MeasurePlanJson plan(@RestPath String owner, @RestPath String name, MeasureRequest request)
            throws IOException {
        Model model = models.require(owner, name);
        return MeasurePlanJson.of(
                planner.plan(model.id, required(request)),
                model.contextLength,
                blobs.reserve().available());
    }

    @GET
    @Path("/measurements")
    @Operation(summary = "Everything measured of a model's base, newest first: its floors, how fast it is")
    public Page<MeasurementJson> ofBase(@RestPath String owner, @RestPath String name, @BeanParam PageRequest request) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> Page.of(measurements.of(models.require(owner, name).sourceSha256), request)
                        .map(full::json));
    }

    @GET
    @Path("/quants/{quant}/measurements")
    @Operation(summary = "Everything measured of a quant's file, newest first")
    public Page<MeasurementJson> ofQuant(
            @RestPath String owner, @RestPath String name, @RestPath String quant, @BeanParam PageRequest request) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Quant found = quants.inRepository(owner, name, quant)
                    .orElseThrow(() -> Problem.notFound(owner + "/" + name + " has no quant " + quant)
                            .exception());
            return Page.of(measurements.of(found.artifact.sha256), request).map(full::json);
        });
    }

    private static MeasureRequest required(MeasureRequest request) {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'texts'.")
                    .exception();
        }
        return request;
    }
}
