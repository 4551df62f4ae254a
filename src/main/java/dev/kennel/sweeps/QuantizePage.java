package dev.kennel.sweeps;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
import dev.kennel.catalog.LadderEntry;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Recipes;
import dev.kennel.jobs.JobLink;
import dev.kennel.sweeps.PlanView.QuantView;
import dev.kennel.web.ByteScale;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/quantize`: what will it cost?
@Path("/{owner}/{name}/quantize")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class QuantizePage {

    private static final String EVERY_RECIPE = "every recipe";
    private static final String FIRST_LADDER = "standard";

    private final Models models;
    private final Recipes recipes;
    private final PlanViews plans;
    private final SweepSubmission submission;

    QuantizePage(Models models, Recipes recipes, PlanViews plans, SweepSubmission submission) {
        this.models = models;
        this.recipes = recipes;
        this.plans = plans;
        this.submission = submission;
    }

    /// What the page shows.
    ///
    /// @param ladder the chosen one
    /// @param imatrices file names that can be chosen
    /// @param chosen names of the recipes that are ticked
    /// @param refusal why the last submission was refused
    record Form(
            String model,
            String ladder,
            List<String> ladders,
            List<String> imatrices,
            PlanView plan,
            Set<String> chosen,
            Optional<Problem> refusal) {

        public boolean isChosen(QuantView quant) {
            return chosen.contains(quant.recipe());
        }

        public ByteScale scale() {
            return ByteScale.of(plan.quants().stream().map(QuantView::bytes).toList());
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Form form);
    }

    @GET
    public TemplateInstance form(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery Optional<String> ladder,
            @RestQuery Optional<String> imatrix)
            throws IOException {
        Model model = require(owner, name);
        String chosen = ladder.orElse(FIRST_LADDER);
        PlanView plan = plan(model, chosen, imatrix);
        return Templates.form(form(model, chosen, plan, makeable(plan), Optional.empty()));
    }

    @POST
    public Response submit(
            @RestPath String owner,
            @RestPath String name,
            @RestForm String ladder,
            @RestForm String imatrix,
            @RestForm List<String> recipe)
            throws IOException {
        Model model = require(owner, name);
        Optional<String> chosenImatrix = Optional.ofNullable(imatrix);
        List<String> chosen = recipe == null ? List.of() : recipe;
        try {
            long job = submission.submit(model.id, new SweepRequest(Optional.empty(), chosen, chosenImatrix));
            return Response.seeOther(URI.create(JobLink.of(job).page())).build();
        } catch (ProblemException e) {
            PlanView plan = plan(model, ladder, chosenImatrix);
            return Response.status(e.problem().status())
                    .entity(Templates.form(form(model, ladder, plan, new HashSet<>(chosen), Optional.of(e.problem()))))
                    .build();
        }
    }

    private Form form(Model model, String ladder, PlanView plan, Set<String> chosen, Optional<Problem> refusal) {
        return QuarkusTransaction.joiningExisting()
                .call(() ->
                        new Form(model.repository.path(), ladder, ladders(), imatrices(model), plan, chosen, refusal));
    }

    private List<String> ladders() {
        var names = new ArrayList<String>();
        recipes.ladders().stream().map((LadderEntry ladder) -> ladder.name).forEach(names::add);
        names.add(EVERY_RECIPE);
        return names;
    }

    private List<String> imatrices(Model model) {
        return models.companions(model).stream()
                .filter(companion -> companion.kind == Companion.Kind.IMATRIX)
                .map(companion -> companion.filename)
                .toList();
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

    /// Ticked at first: what can be made, each file once.
    private static Set<String> makeable(PlanView plan) {
        var names = new HashSet<String>();
        plan.quants().stream()
                .filter(quant -> quant.possible() && quant.sameFile().isEmpty())
                .forEach(quant -> names.add(quant.recipe()));
        return names;
    }

    private Model require(String owner, String name) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> models.named(owner, name))
                .orElseThrow(() -> Problem.notFound("There is no model " + owner + "/" + name)
                        .exception());
    }
}
