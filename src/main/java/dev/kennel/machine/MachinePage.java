package dev.kennel.machine;

import java.io.IOException;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;

/// `/machine`: what can this node do?
@Path("/machine")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class MachinePage {

    private final MachineReports reports;

    MachinePage(MachineReports reports) {
        this.reports = reports;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance machine(MachineReport machine);
    }

    @GET
    public TemplateInstance machine() throws IOException {
        return Templates.machine(reports.now());
    }
}
