package dev.kennel.sweeps;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Recipes;
import dev.kennel.jobs.JobLink;
import dev.kennel.machine.EncodingDevices;
import dev.kennel.sweeps.PlanView.QuantView;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/quantize`: what will it cost?
@Path("/{owner}/{name}/quantize")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class QuantizePage {

    static final String EVERY_RECIPE = "every recipe";

    private static final String FIRST_LADDER = "standard";
    private static final String NOTHING = "none";

    private final Models models;
    private final Recipes recipes;
    private final PlanViews plans;
    private final EncodingDevices devices;
    private final SweepSubmission submission;

    QuantizePage(Models models, Recipes recipes, PlanViews plans, EncodingDevices devices, SweepSubmission submission) {
        this.models = models;
        this.recipes = recipes;
        this.plans = plans;
        this.devices = devices;
        this.submission = submission;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(QuantizeForm form);

        static native TemplateInstance form$cost(QuantizeForm form);
    }

    /// @param ladder without it, the first, or every recipe when it lacks one that is ticked
    /// @param recipe names of those that are ticked; without any, all that can be made, or none if `tick` says so
    @GET
    public TemplateInstance form(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery Optional<String> ladder,
            @RestQuery Optional<String> imatrix,
            @RestQuery List<String> recipe,
            @RestQuery Optional<String> device,
            @RestQuery Optional<String> tick)
            throws IOException {
        Model model = models.require(owner, name);
        String chosenLadder = ladder.orElseGet(() -> ladderWith(recipe));
        PlanView plan = plan(model, chosenLadder, imatrix);
        Set<String> ticked = !recipe.isEmpty() || tick.filter(NOTHING::equals).isPresent()
                ? new LinkedHashSet<>(recipe)
                : makeable(plan);
        return Templates.form(form(model, chosenLadder, plan, ticked, device, Optional.empty()));
    }

    /// What the ticked recipes cost, for htmx.
    @GET
    @Path("/cost")
    public TemplateInstance cost(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery String ladder,
            @RestQuery Optional<String> imatrix,
            @RestQuery List<String> recipe,
            @RestQuery Optional<String> device)
            throws IOException {
        Model model = models.require(owner, name);
        PlanView plan = plan(model, ladder == null ? FIRST_LADDER : ladder, imatrix);
        return Templates.form$cost(form(model, ladder, plan, new LinkedHashSet<>(recipe), device, Optional.empty()));
    }

    @POST
    public Response submit(
            @RestPath String owner,
            @RestPath String name,
            @RestForm String ladder,
            @RestForm Optional<String> imatrix,
            @RestForm List<String> recipe,
            @RestForm Optional<String> device)
            throws IOException {
        Model model = models.require(owner, name);
        Set<String> ticked = new LinkedHashSet<>(recipe);
        try {
            var request = new SweepRequest(Optional.empty(), List.copyOf(ticked), imatrix, device);
            JobLink job = JobLink.of(submission.submit(model.id, request));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            String chosenLadder = ladder == null ? FIRST_LADDER : ladder;
            PlanView plan = plan(model, chosenLadder, imatrix);
            return Response.status(e.problem().status())
                    .entity(Templates.form(form(model, chosenLadder, plan, ticked, device, Optional.of(e.problem()))))
                    .build();
        }
    }

    private QuantizeForm form(
            Model model,
            String ladder,
            PlanView plan,
            Set<String> ticked,
            Optional<String> device,
            Optional<Problem> refusal)
            throws IOException {
        Set<String> known = plan.quants().stream().map(QuantView::recipe).collect(Collectors.toSet());
        List<String> priced = ticked.stream().filter(known::contains).toList();
        Optional<PlanView> cost = priced.isEmpty()
                ? Optional.empty()
                : Optional.of(plans.of(model, new SweepRequest(Optional.empty(), priced, imatrix(plan))));
        return new QuantizeForm(
                model.repository.path(),
                ladder,
                ladders(),
                imatrices(model),
                plan,
                ticked,
                devices.field(device),
                cost,
                refusal);
    }

    private static Optional<String> imatrix(PlanView plan) {
        return Optional.of(plan.imatrix().orElse(SweepRequest.NO_IMATRIX));
    }

    private List<String> ladders() {
        return QuarkusTransaction.joiningExisting().call(() -> Stream.concat(
                        recipes.ladders().stream().map(ladder -> ladder.name), Stream.of(EVERY_RECIPE))
                .toList());
    }

    private List<String> imatrices(Model model) {
        return QuarkusTransaction.joiningExisting().call(() -> models.companions(model).stream()
                .filter(companion -> companion.kind == Companion.Kind.IMATRIX)
                .map(companion -> companion.filename)
                .toList());
    }

    /// Recipes that are named without a ladder must be on the page.
    private String ladderWith(List<String> named) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> recipes.ladder(FIRST_LADDER))
                .filter(first -> !first.recipes.containsAll(named))
                .map(_ -> EVERY_RECIPE)
                .orElse(FIRST_LADDER);
    }

    private PlanView plan(Model model, String ladder, Optional<String> imatrix) throws IOException {
        if (!ladder.equals(EVERY_RECIPE)) {
            return plans.of(model, new SweepRequest(Optional.of(ladder), List.of(), imatrix));
        }
        List<String> every = QuarkusTransaction.joiningExisting().call(() -> recipes.current().stream()
                .filter(version -> version.suits(model.architecture))
                .map(version -> version.name)
                .toList());
        return plans.of(model, new SweepRequest(Optional.empty(), every, imatrix));
    }

    /// What can be made, each file once.
    private static Set<String> makeable(PlanView plan) {
        return plan.quants().stream()
                .filter(quant -> quant.possible() && quant.sameFile().isEmpty())
                .map(QuantView::recipe)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
