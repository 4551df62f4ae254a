package dev.kennel.imports;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Artifact;
import dev.kennel.catalog.ArtifactTensor;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.catalog.Repositories;
import dev.kennel.catalog.Repository;
import dev.kennel.catalog.Revisions;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.gguf.ShardedTensor;
import dev.kennel.imports.ImportTargets.QuantTarget;
import dev.kennel.web.Problem;

/// Enters a quant made elsewhere: under its base, in its publisher's repository.
@ApplicationScoped
class ForeignQuantEntry {

    private final ImportTargets targets;
    private final Models models;
    private final Repositories repositories;
    private final Quants quants;
    private final Revisions revisions;
    private final UploadDesk uploads;
    private final EntityManager entities;
    private final Clock clock;

    ForeignQuantEntry(
            ImportTargets targets,
            Models models,
            Repositories repositories,
            Quants quants,
            Revisions revisions,
            UploadDesk uploads,
            EntityManager entities,
            Clock clock) {
        this.targets = targets;
        this.models = models;
        this.repositories = repositories;
        this.quants = quants;
        this.revisions = revisions;
        this.uploads = uploads;
        this.entities = entities;
        this.clock = clock;
    }

    void add(ImportRequest request, ReadModel read) {
        refuseSplit(read.files());
        Model base = targets.base(request);
        new BaseMatch(models.tensors(base), base.architecture).refuse(read.files());
        ImportFile file = read.shards().getFirst();
        QuantTarget target = targets.quant(request, file.filename());
        Repository repository = repositories.obtain(target.repository());
        Artifact artifact =
                quants.artifact(base, read.digest().files().getFirst()).orElseGet(() -> newArtifact(base, file, read));
        Quant quant = newQuant(repository, base, artifact, target.quant(), file.filename(), read.facts());
        revisions.add(
                repository,
                "Import " + quant.filename,
                List.of(new Revisions.NewFile(quant.filename, artifact.sha256, artifact.bytes, artifact.id, null)));
        uploads.imported(read.shards());
    }

    /// @throws dev.kennel.web.ProblemException when it has several files
    static void refuseSplit(GgufModelFiles quant) {
        if (quant.isSplit()) {
            throw Problem.unprocessable("A quant made elsewhere must be one file")
                    .because("This one is split into " + quant.shards().size() + ".")
                    .next("Join it with `llama-gguf-split --merge`, then import the result.")
                    .exception();
        }
    }

    private Quant newQuant(
            Repository repository, Model base, Artifact artifact, String name, String filename, ModelFacts facts) {
        var quant = new Quant();
        quant.repository = repository;
        quant.model = base;
        quant.artifact = artifact;
        quant.name = name;
        quant.filename = filename;
        quant.madeElsewhere = true;
        quant.imatrixName =
                facts.imatrix().flatMap(ModelFacts.UsedImatrix::file).orElse(null);
        quant.madeAt = clock.instant();
        quants.persist(quant);
        return quant;
    }

    private Artifact newArtifact(Model base, ImportFile file, ReadModel read) {
        var artifact = new Artifact();
        artifact.modelId = base.id;
        artifact.sha256 = read.digest().files().getFirst();
        artifact.bytes = read.files().size();
        artifact.path = file.upload().isPresent() ? null : file.path().toString();
        artifact.fileSha256 = file.upload().map(Sha256::hex).orElse(null);
        artifact.weightsDigest = artifact.sha256;
        artifact.bitsPerWeight = read.facts().bitsPerWeight();
        artifact.createdAt = clock.instant();
        entities.persist(artifact);
        List<ShardedTensor> tensors = read.files().tensors();
        for (int ordinal = 0; ordinal < tensors.size(); ordinal++) {
            entities.persist(row(artifact, ordinal, tensors.get(ordinal)));
        }
        return artifact;
    }

    private static ArtifactTensor row(Artifact artifact, int ordinal, ShardedTensor tensor) {
        var row = new ArtifactTensor();
        row.key = new ArtifactTensor.Key(artifact.id, ordinal);
        row.name = tensor.name();
        row.type = tensor.info().type();
        row.shape = tensor.info().shape();
        row.fileOffset = tensor.fileOffset();
        row.bytes = tensor.bytes();
        return row;
    }
}
