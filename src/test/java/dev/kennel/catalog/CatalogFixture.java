package dev.kennel.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hibernate.Session;

import dev.kennel.Fixtures;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Revisions.NewFile;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.gguf.TensorInfo;

/// Fills the catalog with models and quants as an import and a sweep would, their tensors read off real headers. No
/// bytes stand behind the digests.
@ApplicationScoped
public class CatalogFixture {

    private static final int BATCH = 250;

    private final EntityManager entities;
    private final Repositories repositories;
    private final Revisions revisions;
    private final Recipes recipes;
    private final ObjectMapper json;

    CatalogFixture(
            EntityManager entities,
            Repositories repositories,
            Revisions revisions,
            Recipes recipes,
            ObjectMapper json) {
        this.entities = entities;
        this.repositories = repositories;
        this.revisions = revisions;
        this.recipes = recipes;
        this.json = json;
    }

    @Transactional
    public void clear() {
        entities.createNativeQuery("truncate repository, model, artifact, quant, revision, job cascade")
                .executeUpdate();
    }

    /// 733 tensors, of a mixture of experts with delta-nets.
    @Transactional
    public Model qwen(String path) {
        Model model = model(path, Fixtures.QWEN_35B_HEADER);
        model.temperament = "A working dog: give it a job or it finds one.";
        model.licence = "apache-2.0";
        return model;
    }

    /// Small, dense, of the demo.
    @Transactional
    public Model llama(String path) {
        return model(path, Fixtures.LLAMA);
    }

    @Transactional
    public Model nemotron(String path) {
        return model(path, Fixtures.NEMOTRON_MOE);
    }

    /// A model of which the catalog knows the name only, with these figures.
    @Transactional
    public Model bare(String path, String family, String architecture, long parameters) {
        Repository repository = repositories.obtain(RepositoryName.parse(path));
        var model = new Model();
        model.repository = repository;
        model.createdAt = Instant.now();
        model.architecture = architecture;
        model.family = family;
        model.parameters = parameters;
        model.activeParameters = parameters;
        model.contextLength = 4096L;
        model.sourceBytes = parameters * 2;
        model.sourceSha256 = digest(path);
        model.tags = List.of();
        model.facts = JsonNodeFactory.instance.objectNode();
        entities.persist(model);
        revisions.add(repository, "Import " + path, List.of());
        return model;
    }

    /// A quant in which every matrix of the layers has this type.
    @Transactional
    public Quant quant(Model model, String name, GgmlType type) {
        return quant(model, name, Map.of("", type));
    }

    /// A quant whose matrices get the type of the longest key that their role begins with.
    @Transactional
    public Quant quant(Model model, String name, Map<String, GgmlType> types) {
        Model base = entities.find(Model.class, model.id);
        Quant quant = quant(base, base.repository, name, types);
        quant.recipeDigest = null;
        quant.encoders = "ggml";
        return quant;
    }

    /// Notes on a quant that it was made with the current version of a recipe.
    @Transactional
    public void recipe(Quant quant, String recipe) {
        entities.find(Quant.class, quant.id).recipeDigest =
                recipes.current(recipe).orElseThrow().digest;
    }

    /// Gives a model a temperament, and its file that as a name.
    @Transactional
    public void say(Model model, String text) {
        Model known = entities.find(Model.class, model.id);
        known.temperament = text;
        known.licence = text;
        known.facts = ((ObjectNode) known.facts.deepCopy()).put("name", text).put("chatTemplate", text);
    }

    /// A publisher's file of that model.
    @Transactional
    public Quant elsewhere(Model model, String publisher, String name, GgmlType type) {
        Model base = entities.find(Model.class, model.id);
        Repository repository = repositories.obtain(new RepositoryName(publisher, base.repository.name));
        Quant quant = quant(base, repository, name, Map.of("", type));
        quant.madeElsewhere = true;
        quant.artifact.headerSha256 = null;
        quant.artifact.path = "/models/" + quant.filename;
        return quant;
    }

    @Transactional
    public Companion imatrix(Model model) {
        Model base = entities.find(Model.class, model.id);
        var companion = new Companion();
        companion.modelId = base.id;
        companion.kind = Companion.Kind.IMATRIX;
        companion.filename = "calibration-v5.imatrix.gguf";
        companion.sha256 = digest(companion.filename + base.id);
        companion.blobSha256 = companion.sha256;
        companion.bytes = 190_000_000L;
        companion.note = "512 chunks of 512 tokens from calibration-v5.txt; 10,238 of 10,240 experts seen";
        companion.createdAt = Instant.now();
        entities.persist(companion);
        revisions.add(
                base.repository,
                "Add " + companion.filename,
                List.of(new NewFile(companion.filename, companion.sha256, companion.bytes, null, companion.id)));
        return companion;
    }

    /// Notes on a quant that it was made with this importance matrix.
    @Transactional
    public void weighted(Quant quant, Companion imatrix) {
        Quant known = entities.find(Quant.class, quant.id);
        known.imatrixName = imatrix.filename;
        known.imatrixSha256 = imatrix.sha256;
    }

    /// The blobs of a quant's tensors.
    @SuppressWarnings("unchecked")
    List<String> blobs(String owner, String name, String quant) {
        return entities.createNativeQuery("""
                        select t.blob_sha256 from artifact_tensor t join quant q on q.artifact_id = t.artifact_id
                            join repository r on r.id = q.repository_id
                        where r.owner = ?1 and r.name = ?2 and q.name = ?3
                        """, String.class)
                .setParameter(1, owner)
                .setParameter(2, name)
                .setParameter(3, quant)
                .getResultList();
    }

    private Model model(String path, Path file) {
        entities.unwrap(Session.class).setJdbcBatchSize(BATCH);
        Model model = bare(path, "Qwen3.5", "qwen35moe", 1);
        List<TensorInfo> tensors = tensors(file);
        model.architecture =
                file == Fixtures.LLAMA ? "llama" : file == Fixtures.NEMOTRON_MOE ? "nemotron_h_moe" : "qwen35moe";
        model.family = file == Fixtures.LLAMA ? "Llama" : file == Fixtures.NEMOTRON_MOE ? "Nemotron-H" : "Qwen3.5";
        model.parameters = tensors.stream().mapToLong(TensorInfo::elements).sum();
        model.activeParameters = file == Fixtures.LLAMA ? model.parameters : model.parameters / 11;
        model.contextLength = 262_144L;
        model.facts = json.valueToTree(facts(file));
        model.sourceBytes = tensors.stream().mapToLong(TensorInfo::bytes).sum() + 10_000_000;
        var source = new ModelFile();
        source.modelId = model.id;
        source.filename = file.getFileName().toString();
        source.path = file.toString();
        source.sha256 = model.sourceSha256;
        source.bytes = model.sourceBytes;
        entities.persist(source);
        int ordinal = 0;
        for (TensorInfo tensor : tensors) {
            var row = new ModelTensor();
            row.key = new ModelTensor.Key(model.id, ordinal++);
            row.name = tensor.name();
            row.type = tensor.type();
            row.shape = tensor.shape();
            row.fileOffset = tensor.offset();
            row.bytes = tensor.bytes();
            row.sha256 = digest(path + tensor.name());
            entities.persist(row);
        }
        return model;
    }

    private Quant quant(Model base, Repository repository, String name, Map<String, GgmlType> types) {
        var artifact = new Artifact();
        artifact.modelId = base.id;
        artifact.sha256 = digest(repository.path() + name);
        artifact.headerSha256 = digest("header" + name);
        artifact.weightsDigest = digest(base.id + types.toString());
        artifact.createdAt = Instant.now();
        entities.persist(artifact);
        fillTensors(base, artifact, types);

        var quant = new Quant();
        quant.repository = repository;
        quant.model = base;
        quant.artifact = artifact;
        quant.name = name;
        quant.filename = base.repository.name + "-" + name + ".gguf";
        quant.madeAt = Instant.now().minus(Duration.ofHours(3));
        entities.persist(quant);
        revisions.add(
                repository,
                "Add " + name,
                List.of(new NewFile(quant.filename, artifact.sha256, artifact.bytes, artifact.id, null)));
        return quant;
    }

    private void fillTensors(Model base, Artifact artifact, Map<String, GgmlType> types) {
        entities.unwrap(Session.class).setJdbcBatchSize(BATCH);
        List<ModelTensor> sources = entities.createQuery(
                        "from ModelTensor where key.modelId = ?1 order by key.ordinal", ModelTensor.class)
                .setParameter(1, base.id)
                .getResultList();
        long offset = 10_000_000;
        long weights = 0;
        for (ModelTensor source : sources) {
            var tensor = new ArtifactTensor();
            tensor.key = new ArtifactTensor.Key(artifact.id, source.key.ordinal());
            tensor.name = source.name;
            tensor.shape = source.shape;
            tensor.type = source.shape.size() > 1 ? typeOf(source, types) : source.type;
            tensor.bytes = tensor.type.bytes(tensor.elements());
            tensor.fileOffset = offset;
            tensor.blobSha256 = digest(source.sha256 + tensor.type);
            offset += tensor.bytes;
            weights += tensor.elements();
            entities.persist(tensor);
        }
        artifact.bytes = offset;
        artifact.bitsPerWeight = weights == 0 ? 0 : 8.0 * (offset - 10_000_000) / weights;
    }

    private static GgmlType typeOf(ModelTensor source, Map<String, GgmlType> types) {
        String role = source.name.replaceFirst("^blk\\.\\d+\\.", "");
        return new TreeMap<>(types)
                .descendingMap().entrySet().stream()
                        .filter(entry -> role.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .filter(type -> type.divides(source.shape.getFirst()))
                        .findFirst()
                        .orElse(source.type);
    }

    private static ModelFacts facts(Path file) {
        try {
            return ModelFacts.of(GgufReader.readHeaderOnly(file), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TensorInfo> tensors(Path file) {
        try {
            return GgufReader.readHeaderOnly(file).tensors();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
