package dev.kennel.steering;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.web.Format;

/// `/{owner}/{name}/vectors/{filename}`: what was this control vector made from?
@Path("/{owner}/{name}/vectors/{filename}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class VectorPage {

    private final Vectors vectors;

    VectorPage(Vectors vectors) {
        this.vectors = vectors;
    }

    static String address(String model, String filename) {
        return "/" + model + "/vectors/" + Format.urlPath(filename);
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance vector(VectorCard card);
    }

    @GET
    public TemplateInstance page(@RestPath String owner, @RestPath String name, @RestPath String filename) {
        return Templates.vector(vectors.card(owner, name, filename));
    }
}
