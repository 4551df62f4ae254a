package dev.kennel.portability;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;

/// `/{owner}/{name}/portability`: where the buttons of other pages lead that try runtimes.
@Path("/{owner}/{name}/portability")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class PortabilityPage {

    private final PortabilitySubmission submission;

    PortabilityPage(PortabilitySubmission submission) {
        this.submission = submission;
    }

    /// @param quant as [dev.kennel.catalog.QuantRef] writes it
    @POST
    public Response submit(@RestPath String owner, @RestPath String name, @RestForm List<String> quant)
            throws IOException {
        if (quant.isEmpty()) {
            throw Problem.unprocessable("No quant is ticked")
                    .next("Go back and tick those that shall be tried.")
                    .exception();
        }
        JobLink job = JobLink.of(submission.submit(owner, name, new PortabilityRequest(quant)));
        return Response.seeOther(URI.create(job.page())).build();
    }
}
