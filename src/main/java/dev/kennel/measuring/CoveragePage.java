package dev.kennel.measuring;

import java.io.IOException;
import java.net.URI;

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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.measurements.StoredTexts;
import dev.kennel.web.Format;

/// `/{owner}/{name}/imatrix/{filename}`: which experts did the calibration text reach?
@Path("/{owner}/{name}/imatrix/{filename}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class CoveragePage {

    private final Imatrices imatrices;
    private final StoredTexts texts;

    CoveragePage(Imatrices imatrices, StoredTexts texts) {
        this.imatrices = imatrices;
        this.texts = texts;
    }

    static String address(String model, String filename) {
        return "/" + model + "/imatrix/" + Format.urlPath(filename);
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance coverage(CoverageView view);
    }

    @GET
    public TemplateInstance page(@RestPath String owner, @RestPath String name, @RestPath String filename)
            throws IOException {
        return Templates.coverage(new CoverageView(
                imatrices.require(owner, name, filename),
                imatrices.coverage(owner, name, filename),
                QuarkusTransaction.joiningExisting().call(texts::all)));
    }

    /// Which text was it computed from? Empty when nobody knows.
    @POST
    @Path("/text")
    public Response sayText(
            @RestPath String owner, @RestPath String name, @RestPath String filename, @RestForm String text) {
        imatrices.sayText(owner, name, filename, text == null ? "" : text);
        return Response.seeOther(URI.create(address(owner + "/" + name, filename)))
                .build();
    }
}
