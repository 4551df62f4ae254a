package dev.kennel.steering;

import java.net.URI;

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

import dev.kennel.measurements.Environment;
import dev.kennel.steer.ActivationsReport;

/// `/activations/{id}`: what came out of the blocks?
@Path("/activations/{id}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ActivationPage {

    private final Activations activations;

    ActivationPage(Activations activations) {
        this.activations = activations;
    }

    /// What the page shows.
    ///
    /// @param download where the vectors are
    record View(Activation activation, ActivationsReport report, Environment environment, String download) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance activations(View view);
    }

    @GET
    public TemplateInstance page(@RestPath long id) {
        return Templates.activations(QuarkusTransaction.joiningExisting().call(() -> {
            Activation activation = activations.require(id);
            return new View(
                    activation,
                    activations.report(activation),
                    activations.environment(activation),
                    ActivationFiles.address(activation));
        }));
    }

    @POST
    @Path("/delete")
    @Transactional
    public Response delete(@RestPath long id) {
        Activation activation = activations.require(id);
        activations.delete(activation);
        return Response.seeOther(URI.create("/" + activation.modelName + "/activations"))
                .build();
    }
}
