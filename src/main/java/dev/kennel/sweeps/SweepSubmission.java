package dev.kennel.sweeps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.DiskFullException;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelTensor;
import dev.kennel.catalog.Models;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.machine.EncodingDevices;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.store.BlobStore;
import dev.kennel.sweeps.SweepOrder.UsedImatrix;
import dev.kennel.sweeps.SweepPlan.PlannedQuant;
import dev.kennel.sweeps.SweepPlan.PlannedUnit;
import dev.kennel.web.Problem;

/// Accepts a sweep: refuses what cannot be made, then writes down the whole work and opens its first stage.
@ApplicationScoped
public class SweepSubmission {

    private final Models models;
    private final Sources sources;
    private final SweepPlans plans;
    private final EncodingDevices devices;
    private final SweepOrders orders;
    private final Sweeps sweeps;
    private final BlobStore store;
    private final JobFlow flow;
    private final SweepConfig config;
    private final ObjectMapper json;

    SweepSubmission(
            Models models,
            Sources sources,
            SweepPlans plans,
            EncodingDevices devices,
            SweepOrders orders,
            Sweeps sweeps,
            BlobStore store,
            JobFlow flow,
            SweepConfig config,
            ObjectMapper json) {
        this.models = models;
        this.sources = sources;
        this.plans = plans;
        this.devices = devices;
        this.orders = orders;
        this.sweeps = sweeps;
        this.store = store;
        this.flow = flow;
        this.config = config;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when a recipe cannot be made, with every tensor that stands in the
    ///     way, or this node has no such device, or the disk is too small
    public long submit(long modelId, SweepRequest request) throws IOException {
        String device = devices.choose(request.device());
        Source source =
                QuarkusTransaction.requiringNew().call(() -> sources.of(models.findById(modelId), request.imatrix()));
        SweepPlan plan = plans.of(source, request);
        refuseObstacles(plan);
        requireSpace(plan);
        return QuarkusTransaction.requiringNew().call(() -> create(source, plan, device).id);
    }

    Set<String> stored(SweepPlan plan) throws IOException {
        return store.present(
                plan.units().keySet().stream().map(key -> key.hex()).collect(Collectors.toSet()));
    }

    /// What stands in the way of several recipes is said once, with their names.
    private static void refuseObstacles(SweepPlan plan) {
        Map<String, List<String>> recipes = new LinkedHashMap<>();
        for (PlannedQuant quant : plan.quants()) {
            for (RecipePlan.Obstacle obstacle : quant.plan().obstacles()) {
                String tensor = obstacle.tensor().map(name -> name + ": ").orElse("");
                recipes.computeIfAbsent(tensor + obstacle.why(), _ -> new ArrayList<>())
                        .add(quant.recipe().name);
            }
        }
        if (recipes.isEmpty()) {
            return;
        }
        List<Problem.Field> errors = recipes.entrySet().stream()
                .map(entry -> new Problem.Field(String.join(", ", entry.getValue()), entry.getKey()))
                .toList();
        throw Problem.unprocessable("Some of the recipes cannot be made from this model")
                .next("Leave them out or change them, then submit again.")
                .fields(errors)
                .exception();
    }

    private void requireSpace(SweepPlan plan) throws IOException {
        try {
            store.files().reserve().require(plan.newBytes(stored(plan)));
        } catch (DiskFullException e) {
            throw Problem.insufficientStorage("The disk is too small for this sweep")
                    .because(e.getMessage())
                    .next("Free some space or choose fewer recipes.")
                    .exception();
        }
    }

    private Job create(Source source, SweepPlan plan, String device) {
        Model model = source.model();
        int count = plan.quants().size();
        var order = new SweepOrder(
                model.id,
                source.imatrix().map(imatrix -> new UsedImatrix(imatrix.filename, imatrix.sha256)),
                plan.quants().stream().map(quant -> quant.recipe().digest).toList(),
                device);
        String title = "Quantizing " + count + (count == 1 ? " recipe" : " recipes") + " of " + model.repository.path();
        Job job = flow.submit(SweepJob.NAME, title, model.repository.path(), orders.write(order));
        writeDown(job, plan);
        flow.open(job, EncodeStage.NAME, shares(models.tensors(model), plan));
        return job;
    }

    private void writeDown(Job job, SweepPlan plan) {
        plan.units().values().forEach(unit -> sweeps.persist(row(job, unit)));
        for (int ordinal = 0; ordinal < plan.quants().size(); ordinal++) {
            PlannedQuant quant = plan.quants().get(ordinal);
            sweeps.persist(row(job, ordinal, quant));
            for (int i = 0; i < quant.units().size(); i++) {
                var tensor = new SweepTensor();
                tensor.key = new SweepTensor.Key(job.id, ordinal, i);
                tensor.tensorName = quant.plan().tensors().get(i).name();
                tensor.unitKey = quant.units().get(i).hex();
                sweeps.persist(tensor);
            }
        }
    }

    private static SweepUnit row(Job job, PlannedUnit unit) {
        var row = new SweepUnit();
        row.key = new SweepUnit.Key(job.id, unit.key().hex());
        row.tensorOrdinal = unit.tensorOrdinal();
        row.type = unit.type();
        row.weighted = unit.weighted();
        row.elements = unit.elements();
        row.bytes = unit.bytes();
        return row;
    }

    private static SweepQuant row(Job job, int ordinal, PlannedQuant quant) {
        var row = new SweepQuant();
        row.key = new SweepQuant.Key(job.id, ordinal);
        row.recipeDigest = quant.recipe().digest;
        row.recipeName = quant.recipe().name;
        row.predictedBytes = quant.plan().fileBytes();
        row.fallbacks = quant.plan().fallbacks().size();
        row.weighted = quant.plan().weighted();
        row.weightsDigest = quant.plan().weightsDigest();
        return row;
    }

    /// Runs of source tensors, each of about the configured size. Their amount is what is to be encoded of them.
    private List<Work> shares(List<ModelTensor> tensors, SweepPlan plan) {
        Map<Integer, Long> encodedBytes = new HashMap<>();
        plan.units().values().forEach(unit -> encodedBytes.merge(unit.tensorOrdinal(), unit.bytes(), Long::sum));
        var works = new ArrayList<Work>();
        int from = 0;
        long source = 0;
        long amount = 0;
        for (int i = 0; i < tensors.size(); i++) {
            source += tensors.get(i).bytes;
            amount += encodedBytes.getOrDefault(i, 0L);
            if (source >= config.share().asLongValue() || i == tensors.size() - 1) {
                works.add(new Work(json.valueToTree(new SweepShare(from, i + 1)), amount));
                from = i + 1;
                source = 0;
                amount = 0;
            }
        }
        return works;
    }
}
