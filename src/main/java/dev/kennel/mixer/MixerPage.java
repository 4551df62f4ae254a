package dev.kennel.mixer;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.Quants;
import dev.kennel.steer.MixLoaded;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/mixer/{owner}/{name}/{quant}`: what does it do to the voice? Looking at it loads nothing; asking does.
@Path("/mixer")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class MixerPage {

    /// Of the form's fields the file's.
    private static final String MODEL = "model";

    private static final String QUANT = "quant";

    private final Models models;
    private final Quants quants;
    private final MixTargets targets;
    private final Mixer mixer;

    MixerPage(Models models, Quants quants, MixTargets targets, Mixer mixer) {
        this.models = models;
        this.quants = quants;
        this.targets = targets;
        this.mixer = mixer;
    }

    /// What the page shows.
    ///
    /// @param quants that the model has, the base first
    /// @param loaded what is known of the file since it was loaded
    /// @param waiting questions that wait for their turn
    /// @param link fills the form as it is filled now
    /// @param mix what was asked
    record View(
            MixTarget target,
            List<QuantChoice> quants,
            List<SliderTrack> tracks,
            MixForm form,
            MixCost cost,
            Optional<MixLoaded> loaded,
            int waiting,
            String link,
            Optional<MixJson> mix,
            Optional<Problem> refusal) {

        /// Whether more is going to be said.
        public boolean isLive() {
            return mix.filter(
                            asked -> List.of("waiting", "loading", "answering").contains(asked.state()))
                    .isPresent();
        }

        /// As a field holds it.
        public String temperature() {
            return MixLink.plain(form.temperature());
        }

        public boolean isBase() {
            return target.file().name().equals(QuantRef.BASE);
        }
    }

    /// @param ref as [QuantRef] writes it
    record QuantChoice(String ref, long bytes, boolean chosen) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance mixer(View view);

        static native TemplateInstance mixer$cost(View view);
    }

    /// Changes the file and keeps the rest of the form.
    @GET
    @Path("/open")
    public Response open(@Context UriInfo address) {
        MixTarget target = target(address.getQueryParameters());
        MixForm form = MixLink.form(address.getQueryParameters(), target);
        return Response.seeOther(
                        URI.create(MixLink.of(target.model(), target.file().name(), form)))
                .build();
    }

    /// Goes to the bundle of these settings.
    @GET
    @Path("/bundle")
    public Response bundle(@Context UriInfo address) {
        MixTarget target = target(address.getQueryParameters());
        MixForm form = MixLink.form(address.getQueryParameters(), target);
        return Response.seeOther(
                        URI.create(MixLink.bundle(target.model(), target.file().name(), form)))
                .build();
    }

    /// What the settings cost, for a page that is open.
    @GET
    @Path("/cost")
    public TemplateInstance cost(@Context UriInfo address) {
        MixTarget target = target(address.getQueryParameters());
        return Templates.mixer$cost(
                view(target, MixLink.form(address.getQueryParameters(), target), Optional.empty(), Optional.empty()));
    }

    @GET
    @Path("/{owner}/{name}/{quant:.+}")
    public TemplateInstance page(
            @RestPath String owner, @RestPath String name, @RestPath String quant, @Context UriInfo address) {
        MixTarget target = targets.of(owner, name, quant, Optional.empty());
        return Templates.mixer(
                view(target, MixLink.form(address.getQueryParameters(), target), Optional.empty(), Optional.empty()));
    }

    /// Asks, for a browser without JavaScript.
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(MultivaluedMap<String, String> fields) {
        MixTarget target = target(fields);
        MixForm form = MixLink.form(fields, target);
        try {
            MixLink.requireNumbers(fields, target);
            Mix mix = mixer.ask(target, form.request(target.file().name()), (_, _) -> {});
            return Response.seeOther(URI.create("/mixer/answers/" + mix.id())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(Templates.mixer(view(target, form, Optional.empty(), Optional.of(e.problem()))))
                    .build();
        }
    }

    @GET
    @Path("/answers/{id}")
    public TemplateInstance answers(@RestPath long id) {
        Mix mix = mixer.require(id);
        MixJson asked = MixJson.of(mix);
        return Templates.mixer(
                view(mix.target(), MixForm.of(mix.order(), asked.settings()), Optional.of(asked), Optional.empty()));
    }

    @POST
    @Path("/answers/{id}/stop")
    public Response stop(@RestPath long id) {
        mixer.stop(mixer.require(id));
        return Response.seeOther(URI.create("/mixer/answers/" + id)).build();
    }

    private MixTarget target(MultivaluedMap<String, String> fields) {
        return targets.of(fields.getFirst(MODEL), Optional.ofNullable(fields.getFirst(QUANT)), Optional.empty());
    }

    private View view(MixTarget target, MixForm form, Optional<MixJson> mix, Optional<Problem> refusal) {
        return new View(
                target,
                choices(target),
                target.sliders().stream()
                        .map(slider -> new SliderTrack(slider, form.setting(slider.feature())))
                        .toList(),
                form,
                MixCost.of(target.sliders(), form.settings()),
                mixer.loaded(target).flatMap(LoadedFile::loaded),
                mixer.waiting(),
                MixLink.of(target.model(), target.file().name(), form),
                mix,
                refusal);
    }

    private List<QuantChoice> choices(MixTarget target) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Optional<Model> model = models.findByIdOptional(target.modelId());
            return model.stream()
                    .flatMap(found -> Stream.concat(
                            Stream.of(choice(QuantRef.BASE, found.sourceBytes, target)),
                            quants.of(found).stream()
                                    .map(quant -> choice(QuantRef.of(found, quant), quant.artifact.bytes, target))))
                    .toList();
        });
    }

    private static QuantChoice choice(String ref, long bytes, MixTarget target) {
        return new QuantChoice(ref, bytes, ref.equals(target.file().name()));
    }
}
