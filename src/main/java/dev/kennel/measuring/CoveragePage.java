package dev.kennel.measuring;

import java.io.IOException;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;

/// `/{owner}/{name}/imatrix/{filename}`: which experts did the calibration text reach?
@Path("/{owner}/{name}/imatrix/{filename}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class CoveragePage {

    private final Imatrices imatrices;

    CoveragePage(Imatrices imatrices) {
        this.imatrices = imatrices;
    }

    static String address(String model, String filename) {
        return "/" + model + "/imatrix/" + filename;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance coverage(CoverageView view);
    }

    @GET
    public TemplateInstance page(@RestPath String owner, @RestPath String name, @RestPath String filename)
            throws IOException {
        return Templates.coverage(
                new CoverageView(imatrices.require(owner, name, filename), imatrices.coverage(owner, name, filename)));
    }
}
