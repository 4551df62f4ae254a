package dev.kennel.jobs;

import java.util.List;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.web.Problem;

@Path("/api/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
@RunOnVirtualThread
public class JobResource {

    private static final int MOST = 200;

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

    /// @param next the value of `before` for the page behind this one, null on the last
    record JobPage(List<JobView> items, Long next) {}

    record LogText(List<LogLine> lines) {}

    @GET
    @Transactional
    @Operation(summary = "Jobs, newest first")
    public JobPage list(@RestQuery Long before, @RestQuery @DefaultValue("50") int limit) {
        int size = Math.clamp(limit, 1, MOST);
        List<Job> found = jobs.newest(before == null ? Long.MAX_VALUE : before, size);
        Long next = found.size() == size ? found.getLast().id : null;
        return new JobPage(found.stream().map(views::brief).toList(), next);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "A job: how far it is, with what its kind adds")
    public JobView one(@RestPath long id) {
        return views.whole(require(id));
    }

    @GET
    @Path("/{id}/log")
    @Transactional
    @Operation(summary = "All that a job has said")
    public LogText log(@RestPath long id) {
        require(id);
        return new LogText(log.all(id));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Stop a job; what is finished stays until it is discarded")
    public JobView cancel(@RestPath long id) {
        require(id);
        flow.cancel(id);
        return current(id);
    }

    @POST
    @Path("/{id}/retry")
    @Operation(summary = "Go on with a cancelled or failed job")
    public JobView retry(@RestPath long id) {
        require(id);
        if (!flow.retry(id)) {
            throw notOver(id);
        }
        return current(id);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Discard a cancelled or failed job and what it kept for a retry")
    public void discard(@RestPath long id) {
        require(id);
        if (!flow.discard(id)) {
            throw notOver(id);
        }
    }

    private JobView current(long id) {
        return QuarkusTransaction.requiringNew().call(() -> views.whole(jobs.findById(id)));
    }

    private Job require(long id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> jobs.find("id = ?1 and state <> ?2", id, JobState.DISCARDED)
                        .firstResultOptional())
                .orElseThrow(() -> Problem.notFound("There is no job " + id).exception());
    }

    private RuntimeException notOver(long id) {
        return Problem.conflict("Job " + id + " is " + current(id).state().word())
                .because("Only a cancelled or failed job can be retried or discarded.")
                .exception();
    }
}
