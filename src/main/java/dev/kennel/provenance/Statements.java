package dev.kennel.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelFile;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.RecipeVersion;
import dev.kennel.catalog.Recipes;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.Jobs;
import dev.kennel.measurements.Environment;
import dev.kennel.measurements.StoredEnvironments;
import dev.kennel.provenance.SlsaProvenance.BuildDefinition;
import dev.kennel.provenance.SlsaProvenance.Builder;
import dev.kennel.provenance.SlsaProvenance.InternalParameters;
import dev.kennel.provenance.SlsaProvenance.Metadata;
import dev.kennel.provenance.SlsaProvenance.Parameters;
import dev.kennel.provenance.SlsaProvenance.RecipeParameter;
import dev.kennel.provenance.SlsaProvenance.RunDetails;
import dev.kennel.quantize.EncodersUsed;

/// Says of a quant what was recorded of how it was made. Called in a transaction.
@ApplicationScoped
public class Statements {

    private static final String LLAMA_CPP = "llama.cpp";
    private static final String LLAMA_CPP_URI = "pkg:github/ggml-org/llama.cpp";
    private static final String NOT_RECORDED =
            "This quant was made before Kennel recorded the environment that a quant is made in.";

    private final Models models;
    private final Recipes recipes;
    private final Jobs jobs;
    private final StoredEnvironments environments;
    private final EncodingVersions encodings;
    private final QuantEncodersQuery encoders;

    Statements(
            Models models,
            Recipes recipes,
            Jobs jobs,
            StoredEnvironments environments,
            EncodingVersions encodings,
            QuantEncodersQuery encoders) {
        this.models = models;
        this.recipes = recipes;
        this.jobs = jobs;
        this.environments = environments;
        this.encodings = encodings;
        this.encoders = encoders;
    }

    public Statement of(Quant quant) {
        return Statement.of(
                quant.filename,
                quant.artifact.sha256,
                quant.madeElsewhere ? madeElsewhere(quant) : new SlsaProvenance(definition(quant), details(quant)));
    }

    private MadeElsewhere madeElsewhere(Quant quant) {
        return new MadeElsewhere(
                quant.model.repository.path(),
                sources(quant.model),
                quant.repository.path(),
                quant.imatrixName,
                quant.madeAt);
    }

    private BuildDefinition definition(Quant quant) {
        var dependencies = new ArrayList<>(sources(quant.model));
        if (quant.imatrixSha256 != null) {
            dependencies.add(ResourceDescriptor.file(
                    quant.imatrixName, quant.imatrixSha256, Map.of("role", "importance matrix")));
        }
        dependencies.add(llamaCpp(quant));
        return new BuildDefinition(SlsaProvenance.BUILD_TYPE, parameters(quant), chosen(quant), dependencies);
    }

    private InternalParameters chosen(Quant quant) {
        Optional<QuantEncoders> known = encoders.of(quant);
        return new InternalParameters(
                quant.encoders == null ? List.of() : EncodersUsed.namesIn(quant.encoders),
                known.map(found -> found.own().encoders()).orElse(null),
                known.map(found -> found.earlier().encoders()).orElse(null),
                quant.encodingDevice);
    }

    private List<ResourceDescriptor> sources(Model model) {
        return models.files(model).stream()
                .map(file -> ResourceDescriptor.file(
                        file.filename, file.sha256, Map.of("role", "source", "model", model.repository.path())))
                .toList();
    }

    private ResourceDescriptor llamaCpp(Quant quant) {
        var annotations = new TreeMap<>(Map.of("encodingVersion", encodings.of(quant)));
        environment(quant).ifPresent(environment -> {
            annotations.put("version", environment.llamaCpp());
            annotations.put("cpuLibrary", environment.cpuVariant());
        });
        return ResourceDescriptor.program(LLAMA_CPP, LLAMA_CPP_URI, annotations);
    }

    private Parameters parameters(Quant quant) {
        RecipeVersion version = recipes.byDigest(quant.recipeDigest).orElseThrow();
        ModelFile source = models.files(quant.model).getFirst();
        return new Parameters(
                new RecipeParameter(version.name, version.digest, version.yaml),
                quant.command(version.recipe(), source).words(),
                quant.imatrixName,
                quant.filename);
    }

    private RunDetails details(Quant quant) {
        Optional<Environment> environment = environment(quant);
        return new RunDetails(
                new Builder(
                        SlsaProvenance.BUILDER,
                        environment.map(Statements::versions).orElse(Map.of())),
                metadata(quant),
                environment.map(found -> List.of(machine(quant, found))).orElse(List.of()),
                environment.isPresent() ? null : NOT_RECORDED);
    }

    private Metadata metadata(Quant quant) {
        Optional<Job> job = Optional.ofNullable(quant.jobId).flatMap(jobs::findByIdOptional);
        return new Metadata(
                quant.jobId == null ? null : quant.jobId.toString(),
                job.map(found -> found.startedAt).orElse(null),
                quant.madeAt);
    }

    private Optional<Environment> environment(Quant quant) {
        return Optional.ofNullable(quant.madeIn).map(environments::of);
    }

    private static Map<String, String> versions(Environment environment) {
        return new TreeMap<>(Map.of("kennel", environment.kennel(), LLAMA_CPP, environment.llamaCpp()));
    }

    private static ResourceDescriptor machine(Quant quant, Environment environment) {
        var facts = new TreeMap<String, String>();
        facts.put("processor", environment.processor());
        facts.put("architecture", environment.architecture());
        facts.put("cores", String.valueOf(environment.cores()));
        facts.put("memoryBytes", String.valueOf(environment.memory()));
        facts.put("system", environment.system());
        facts.put("device", environment.device());
        facts.put("cpuLibrary", environment.cpuVariant());
        return ResourceDescriptor.file("environment", quant.madeIn, facts);
    }
}
