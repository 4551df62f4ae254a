package dev.kennel.jobs;

import java.net.URI;
import java.util.List;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.web.Problem;

/// `/jobs` and `/jobs/{id}`: how far is it?
@Path("/jobs")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class JobPages {

    private static final int ON_A_PAGE = 50;
    private static final int LOG_LINES = 12;

    private final Jobs jobs;
    private final JobFlow flow;
    private final JobViews views;
    private final JobLog log;

    JobPages(Jobs jobs, JobFlow flow, JobViews views, JobLog log) {
        this.jobs = jobs;
        this.flow = flow;
        this.views = views;
        this.log = log;
    }

    /// @param lines the end of the log
    /// @param detail what the job's kind adds
    record JobPage(JobView job, List<LogLine> lines, TemplateInstance detail) {

        public String detailHtml() {
            return detail.render();
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<JobView> jobs, Long next);

        static native TemplateInstance job(JobPage page);

        static native TemplateInstance job$live(JobPage page);

        static native TemplateInstance log(JobView job, List<LogLine> lines);
    }

    @GET
    @Transactional
    public TemplateInstance list(@RestQuery Long before) {
        List<Job> found = jobs.newest(before == null ? Long.MAX_VALUE : before, ON_A_PAGE);
        Long next = found.size() == ON_A_PAGE ? found.getLast().id : null;
        return Templates.list(found.stream().map(views::brief).toList(), next);
    }

    @GET
    @Path("/{id}")
    @Transactional
    public TemplateInstance job(@RestPath long id) {
        return Templates.job(page(id));
    }

    /// The part of the page that changes, for htmx.
    @GET
    @Path("/{id}/live")
    @Transactional
    public TemplateInstance live(@RestPath long id) {
        return Templates.job$live(page(id));
    }

    @GET
    @Path("/{id}/log")
    @Transactional
    public TemplateInstance log(@RestPath long id) {
        return Templates.log(views.brief(require(id)), log.all(id));
    }

    @POST
    @Path("/{id}/cancel")
    public Response cancel(@RestPath long id) {
        exists(id);
        flow.cancel(id);
        return backTo(id);
    }

    @POST
    @Path("/{id}/retry")
    public Response retry(@RestPath long id) {
        exists(id);
        flow.retry(id);
        return backTo(id);
    }

    @POST
    @Path("/{id}/discard")
    public Response discard(@RestPath long id) {
        exists(id);
        return flow.discard(id) ? Response.seeOther(URI.create("/jobs")).build() : backTo(id);
    }

    private JobPage page(long id) {
        Job job = require(id);
        return new JobPage(
                views.brief(job), log.tail(id, LOG_LINES), flow.kind(job).detail(job));
    }

    private Job require(long id) {
        return jobs.find("id = ?1 and state <> ?2", id, JobState.DISCARDED)
                .firstResultOptional()
                .orElseThrow(() -> Problem.notFound("There is no job " + id)
                        .next("It may have been discarded. See all jobs at /jobs.")
                        .exception());
    }

    private void exists(long id) {
        QuarkusTransaction.requiringNew().run(() -> require(id));
    }

    private static Response backTo(long id) {
        return Response.seeOther(URI.create("/jobs/" + id)).build();
    }
}
