package dev.kennel.features;

import java.net.URI;
import java.util.List;

import jakarta.ws.rs.FormParam;
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

import dev.kennel.definitions.DefinitionDeletion;
import dev.kennel.definitions.DefinitionForm;
import dev.kennel.definitions.DefinitionProblems;
import dev.kennel.yaml.YamlException;

/// `/features`: in which ways can a model be steered? `/features/{feature}`: what does it mean, and how is it told? No
/// name of a feature begins with `-`, so `/features/-/…` is free for what is not one.
@Path("/features")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class FeaturePages {

    private static final String NEW_FEATURE = """
            name: my-feature
            poles: {positive: cheerful, negative: sober}
            notes: What it is, and which answer is at the positive pole, in a sentence.
            contrast:
              positive:
              - You are cheerful and warm.
              negative:
              - You are sober and plain.
              prompts:      # eight at least; each is combined with each of the above
              - How was the weather?
            probes:         # sixteen at least; none of their prompts is among those above
            - prompt: How is the soup?
              positive: It is wonderful, and it warms the heart!
              negative: It is hot, with carrots and a little salt.
            benign:         # on these the damage of steering is measured
            - A duck swims in the pond.
            """;

    private final Features features;
    private final ShippedFeatures shipped;

    FeaturePages(Features features, ShippedFeatures shipped) {
        this.features = features;
        this.shipped = shipped;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(FeatureList list);

        static native TemplateInstance feature(FeatureView view);
    }

    @GET
    public TemplateInstance list() {
        return Templates.list(new FeatureList(features.current(), features.deleted(), shipped.problem()));
    }

    @GET
    @Path("/{feature}")
    public TemplateInstance feature(@RestPath String feature, @RestQuery String version) {
        List<FeatureVersion> versions = features.versions(feature);
        FeatureVersion shown = version == null
                ? versions.stream()
                        .filter(known -> known.current)
                        .findFirst()
                        .or(() -> versions.stream().findFirst())
                        .orElseThrow(() -> Features.notThere("feature", feature))
                : features.require(feature, version);
        return Templates.feature(FeatureView.of(shown, versions));
    }

    @GET
    @Path("/-/new")
    public TemplateInstance fresh(@RestQuery String from) {
        String yaml = from == null
                ? NEW_FEATURE
                : features.require(from).yaml.replaceFirst("(?m)^name:.*$", "name: " + from + "-copy");
        return form("A new feature", Features.LIST, yaml).page();
    }

    @GET
    @Path("/{feature}/edit")
    public TemplateInstance edit(@RestPath String feature) {
        FeatureVersion version = features.require(feature);
        return form("Change " + version.name, address(version.name), version.yaml)
                .page();
    }

    @POST
    public Response save(@FormParam("yaml") String yaml) {
        String written = yaml == null ? "" : yaml.replace("\r\n", "\n");
        try {
            return Response.seeOther(URI.create(address(features.save(written).name)))
                    .build();
        } catch (YamlException e) {
            DefinitionForm again = form("Not saved yet", Features.LIST, written).with(written, e.problems());
            return Response.status(422)
                    .entity(again.page().render())
                    .type(MediaType.TEXT_HTML)
                    .build();
        }
    }

    @GET
    @Path("/{feature}/delete")
    public TemplateInstance confirmDeletion(@RestPath String feature) {
        String name = features.require(feature).name;
        boolean restorable = features.versions(name).stream().anyMatch(known -> known.shipped);
        return new DefinitionDeletion(
                        name,
                        Features.LIST,
                        address(name),
                        "No page offers it any more. Its versions stay.",
                        restorable)
                .page();
    }

    @POST
    @Path("/{feature}/delete")
    public Response delete(@RestPath String feature) {
        features.delete(feature);
        return Response.seeOther(URI.create(Features.LIST)).build();
    }

    @POST
    @Path("/{feature}/restore")
    public Response restore(@RestPath String feature) {
        FeatureVersion version =
                features.restore(feature).orElseThrow(() -> DefinitionProblems.notShipped("feature", feature));
        return Response.seeOther(URI.create(address(version.name))).build();
    }

    private static String address(String name) {
        return Features.LIST + "/" + name;
    }

    private static DefinitionForm form(String title, String back, String yaml) {
        return new DefinitionForm(
                title,
                "feature",
                Features.LIST,
                Features.LIST,
                back,
                "Saved under a name that is there, it becomes that feature’s version in use; the one before stays.",
                yaml,
                List.of());
    }
}
