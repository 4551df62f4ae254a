package dev.kennel.jobs;

import java.util.List;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;

/// Jobs, for programs: how far they are, what they say, and stopping, resuming and discarding them.
@Path("/api/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
@RunOnVirtualThread
public class JobResource {

    private final Jobs jobs;
    private final JobFlow flow;
    private final JobViews views;
    private final JobLog log;

    JobResource(Jobs jobs, JobFlow flow, JobViews views, JobLog log) {
        this.jobs = jobs;
        this.flow = flow;
        this.views = views;
        this.log = log;
    }

    @GET
    @Transactional
    @Operation(summary = "Jobs, newest first")
    public Page<JobView> list(@BeanParam PageRequest request) {
        List<Job> found = jobs.newest(request.numericCursor().orElse(Long.MAX_VALUE), request.limit() + 1);
        return Page.of(views.brief(found), request.limit(), job -> String.valueOf(job.id()));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "A job: how far it is, with what its kind adds")
    public JobView one(@RestPath long id) {
        return views.whole(jobs.require(id));
    }

    @GET
    @Path("/{id}/log")
    @Transactional
    @Operation(summary = "What a job has said, oldest first")
    public Page<LogLine> log(@RestPath long id, @BeanParam PageRequest request) {
        jobs.require(id);
        List<LogLine> lines = log.after(id, request.numericCursor().orElse(0L), request.limit() + 1);
        return Page.of(lines, request.limit(), line -> String.valueOf(line.id));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Stop a job; what is finished stays until it is discarded")
    public JobView cancel(@RestPath long id) {
        flow.cancel(id);
        return current(id);
    }

    @POST
    @Path("/{id}/retry")
    @Operation(summary = "Go on with a cancelled or failed job")
    public JobView retry(@RestPath long id) {
        if (!flow.retry(id)) {
            throw notOver(id);
        }
        return current(id);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Discard a cancelled or failed job and what it kept for a retry")
    public void discard(@RestPath long id) {
        if (!flow.discard(id)) {
            throw notOver(id);
        }
    }

    private JobView current(long id) {
        return QuarkusTransaction.requiringNew().call(() -> views.whole(jobs.require(id)));
    }

    private RuntimeException notOver(long id) {
        return Problem.conflict("Job " + id + " is " + current(id).state().word())
                .because("Only a cancelled or failed job can be retried or discarded.")
                .exception();
    }
}
