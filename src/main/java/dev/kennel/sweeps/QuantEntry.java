package dev.kennel.sweeps;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import dev.kennel.catalog.Artifact;
import dev.kennel.catalog.ArtifactTensor;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelTensor;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.catalog.Revisions;
import dev.kennel.machine.Environments;
import dev.kennel.measurements.StoredEnvironments;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.AssembledQuant.PlacedTensor;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.EncodersUsed.TypeEncoder;

/// Enters an assembled quant into the catalog.
@ApplicationScoped
class QuantEntry {

    private final Models models;
    private final Quants quants;
    private final Revisions revisions;
    private final Sweeps sweeps;
    private final SweepOrders orders;
    private final Environments environments;
    private final StoredEnvironments storedEnvironments;
    private final EntityManager entities;
    private final Clock clock;

    QuantEntry(
            Models models,
            Quants quants,
            Revisions revisions,
            Sweeps sweeps,
            SweepOrders orders,
            Environments environments,
            StoredEnvironments storedEnvironments,
            EntityManager entities,
            Clock clock) {
        this.models = models;
        this.quants = quants;
        this.revisions = revisions;
        this.sweeps = sweeps;
        this.orders = orders;
        this.environments = environments;
        this.storedEnvironments = storedEnvironments;
        this.entities = entities;
        this.clock = clock;
    }

    /// In the transaction that makes it visible. A quant of the same name and the same bytes stays as it is; one with
    /// other bytes is replaced, and the older revisions keep its file.
    @Transactional(TxType.MANDATORY)
    void add(long jobId, Source source, SweepQuant made, AssembledQuant assembled, List<QuantTensor> tensors) {
        Model model = models.findById(source.model().id);
        Artifact artifact = quants.artifact(model, assembled.sha256()).orElseGet(() -> newArtifact(model, assembled));
        if (artifact.headerSha256 == null) {
            fill(artifact, model, made, assembled, tensors);
        }
        Quant quant = quants.named(model.repository, made.recipeName).orElseGet(Quant::new);
        boolean isNew = quant.id == null;
        if (isNew || !quant.artifact.id.equals(artifact.id)) {
            describe(quant, model, artifact, made, source, tensors);
            quant.jobId = jobId;
            quant.encodingDevice = orders.device(jobId);
            quant.madeIn = storedEnvironments.note(environments.of(assembled.llama()));
            quants.persist(quant);
            revisions.add(model.repository, (isNew ? "Add " : "Replace ") + quant.filename, List.of(file(quant)));
        }
        SweepQuant row = sweeps.quant(jobId, made.key.ordinal());
        row.made = true;
        row.quantId = quant.id;
    }

    private void describe(
            Quant quant, Model model, Artifact artifact, SweepQuant made, Source source, List<QuantTensor> tensors) {
        quant.repository = model.repository;
        quant.model = model;
        quant.artifact = artifact;
        quant.name = made.recipeName;
        quant.filename = model.repository.name + "-" + made.recipeName + ".gguf";
        quant.madeElsewhere = false;
        quant.recipeDigest = made.recipeDigest;
        Optional<Companion> imatrix = source.imatrix().filter(_ -> made.weighted);
        quant.imatrixName = imatrix.map(used -> used.filename).orElse(null);
        quant.imatrixSha256 = imatrix.map(used -> used.sha256).orElse(null);
        quant.encoders = encoders(tensors);
        quant.madeAt = clock.instant();
        quant.fallbacks = made.fallbacks;
    }

    private Artifact newArtifact(Model model, AssembledQuant assembled) {
        var artifact = new Artifact();
        artifact.modelId = model.id;
        artifact.sha256 = assembled.sha256();
        artifact.bytes = assembled.bytes();
        artifact.createdAt = clock.instant();
        return artifact;
    }

    /// Gives an artifact its header and tensors. A publisher's file with these very bytes was one whole file until now
    /// and shares the tensors from now on.
    private void fill(
            Artifact artifact, Model model, SweepQuant made, AssembledQuant assembled, List<QuantTensor> tensors) {
        artifact.headerSha256 = assembled.headerSha256();
        artifact.path = null;
        artifact.fileSha256 = null;
        artifact.weightsDigest = made.weightsDigest;
        artifact.bitsPerWeight = bitsPerWeight(tensors);
        entities.persist(artifact);
        entities.createQuery("delete from ArtifactTensor where key.artifactId = ?1")
                .setParameter(1, artifact.id)
                .executeUpdate();
        addTensors(model, artifact, assembled, tensors);
    }

    private void addTensors(Model model, Artifact artifact, AssembledQuant assembled, List<QuantTensor> tensors) {
        Map<Integer, ModelTensor> sources = new HashMap<>();
        models.tensors(model).forEach(tensor -> sources.put(tensor.key.ordinal(), tensor));
        for (int i = 0; i < tensors.size(); i++) {
            SweepUnit unit = tensors.get(i).unit();
            PlacedTensor placed = assembled.tensors().get(i);
            var row = new ArtifactTensor();
            row.key = new ArtifactTensor.Key(artifact.id, i);
            row.name = placed.name();
            row.type = unit.type;
            row.shape = sources.get(unit.tensorOrdinal).shape;
            row.fileOffset = placed.offset();
            row.bytes = placed.bytes();
            row.blobSha256 = unit.blobSha256;
            entities.persist(row);
        }
    }

    private static Revisions.NewFile file(Quant quant) {
        Artifact artifact = quant.artifact;
        return new Revisions.NewFile(quant.filename, artifact.sha256, artifact.bytes, artifact.id, null);
    }

    private static double bitsPerWeight(List<QuantTensor> tensors) {
        long bytes = tensors.stream().mapToLong(tensor -> tensor.unit().bytes).sum();
        long weights =
                tensors.stream().mapToLong(tensor -> tensor.unit().elements).sum();
        return 8.0 * bytes / weights;
    }

    private static String encoders(List<QuantTensor> tensors) {
        return EncodersUsed.of(
                        tensors.stream().map(tensor -> new TypeEncoder(tensor.unit().type, tensor.unit().encoder)))
                .names();
    }
}
