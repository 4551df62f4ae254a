package dev.kennel.jobs;

import java.net.URI;
import java.util.List;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// `/jobs` and `/jobs/{id}`: how far is it?
@Path("/jobs")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class JobPages {

    private static final int JOBS = 50;
    private static final int LAST_LINES = 12;
    private static final int LINES = 1_000;

    private final Jobs jobs;
    private final JobFlow flow;
    private final JobViews views;
    private final JobLog log;
    private final JobSubjects subjects;

    JobPages(Jobs jobs, JobFlow flow, JobViews views, JobLog log, JobSubjects subjects) {
        this.jobs = jobs;
        this.flow = flow;
        this.views = views;
        this.log = log;
        this.subjects = subjects;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(JobList list);

        static native TemplateInstance job(JobPage page);

        static native TemplateInstance job$live(JobPage page);

        static native TemplateInstance log(JobView job, List<LogLine> lines, Long earlier);
    }

    /// @param next where older jobs begin, null when there are none
    record JobList(List<JobView> jobs, boolean newest, Long next) {

        public boolean isLive() {
            return newest && jobs.stream().anyMatch(job -> !job.state().over());
        }
    }

    @GET
    @Transactional
    public TemplateInstance list(@RestQuery Long before) {
        List<Job> found = jobs.newest(before == null ? Long.MAX_VALUE : before, JOBS + 1);
        List<JobView> shown = views.brief(found.subList(0, Math.min(JOBS, found.size())));
        Long next = found.size() > JOBS ? shown.getLast().id() : null;
        return Templates.list(new JobList(shown, before == null, next));
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
    public TemplateInstance log(@RestPath long id, @RestQuery @DefaultValue("" + Long.MAX_VALUE) long before) {
        Job job = jobs.require(id);
        List<LogLine> lines = log.before(id, before, LINES);
        return Templates.log(views.brief(job), lines, lines.size() == LINES ? lines.getFirst().id : null);
    }

    @POST
    @Path("/{id}/cancel")
    public Response cancel(@RestPath long id) {
        flow.cancel(id);
        return seeOther("/jobs/" + id);
    }

    @POST
    @Path("/{id}/retry")
    public Response retry(@RestPath long id) {
        flow.retry(id);
        return seeOther("/jobs/" + id);
    }

    @POST
    @Path("/{id}/discard")
    public Response discard(@RestPath long id) {
        return seeOther(flow.discard(id) ? "/jobs" : "/jobs/" + id);
    }

    private JobPage page(long id) {
        Job job = jobs.require(id);
        JobView view = views.brief(job);
        boolean linked = job.subject != null && subjects.isThere(job.subject);
        return new JobPage(
                view,
                linked,
                log.before(id, Long.MAX_VALUE, LAST_LINES),
                flow.kind(job).parts(job, view));
    }

    private static Response seeOther(String address) {
        return Response.seeOther(URI.create(address)).build();
    }
}
