package dev.kennel.imports;

import java.time.Clock;
import java.util.List;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelFile;
import dev.kennel.catalog.ModelTensor;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Repositories;
import dev.kennel.catalog.Revisions;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.gguf.ShardedTensor;

/// Enters a model that was read into the catalog.
@ApplicationScoped
class ModelEntry {

    private final ImportTargets targets;
    private final Repositories repositories;
    private final Models models;
    private final Revisions revisions;
    private final UploadDesk uploads;
    private final EntityManager entities;
    private final ObjectMapper json;
    private final Clock clock;

    ModelEntry(
            ImportTargets targets,
            Repositories repositories,
            Models models,
            Revisions revisions,
            UploadDesk uploads,
            EntityManager entities,
            ObjectMapper json,
            Clock clock) {
        this.targets = targets;
        this.repositories = repositories;
        this.models = models;
        this.revisions = revisions;
        this.uploads = uploads;
        this.entities = entities;
        this.json = json;
        this.clock = clock;
    }

    Model add(ImportRequest request, ReadModel read) {
        ModelFacts facts = read.facts();
        var model = new Model();
        model.repository = repositories.obtain(targets.model(request));
        model.createdAt = clock.instant();
        model.architecture = facts.architecture();
        model.family = facts.family();
        model.licence = request.licence()
                .or(() -> facts.licence().name())
                .or(() -> facts.licence().id())
                .orElse(null);
        model.parameters = facts.parameters().total();
        model.activeParameters = facts.parameters().active();
        model.contextLength =
                facts.contextLength().isPresent() ? facts.contextLength().getAsLong() : null;
        model.sourceBytes = read.files().size();
        model.sourceSha256 = read.digest().source();
        model.origin = request.origin().or(() -> facts.pedigree().origin()).orElse(null);
        model.tags = tags(request, facts);
        model.facts = json.valueToTree(facts);
        models.persist(model);
        addFiles(model, read);
        addTensors(model, read);
        revisions.add(model.repository, "Import " + model.repository.path(), List.of());
        uploads.imported(read.shards());
        return model;
    }

    private static List<String> tags(ImportRequest request, ModelFacts facts) {
        var tags = new TreeSet<String>(facts.tags());
        tags.addAll(request.tags());
        return List.copyOf(tags);
    }

    private void addFiles(Model model, ReadModel read) {
        for (int shard = 0; shard < read.shards().size(); shard++) {
            ImportFile source = read.shards().get(shard);
            var file = new ModelFile();
            file.modelId = model.id;
            file.shard = shard;
            file.filename = source.filename();
            file.path = source.upload().isPresent() ? null : source.path().toString();
            file.blobSha256 = source.upload().map(Sha256::hex).orElse(null);
            file.sha256 = read.digest().files().get(shard);
            file.bytes = read.files().shards().get(shard).size();
            entities.persist(file);
        }
    }

    private void addTensors(Model model, ReadModel read) {
        List<ShardedTensor> tensors = read.files().tensors();
        for (int ordinal = 0; ordinal < tensors.size(); ordinal++) {
            ShardedTensor tensor = tensors.get(ordinal);
            var row = new ModelTensor();
            row.key = new ModelTensor.Key(model.id, ordinal);
            row.name = tensor.name();
            row.type = tensor.info().type();
            row.shape = tensor.info().shape();
            row.shard = tensor.shard();
            row.fileOffset = tensor.fileOffset();
            row.bytes = tensor.bytes();
            row.sha256 = read.digest().tensors().get(ordinal);
            entities.persist(row);
        }
    }
}
