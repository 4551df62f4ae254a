package dev.kennel.catalog;

import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import dev.kennel.quantize.QuantizeCommand;
import dev.kennel.recipe.Recipe;

/// A quantized form of a model: made here by a recipe, or made elsewhere and imported.
@Entity
public class Quant {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /// Where its file is: the model's own repository or the publisher's.
    @ManyToOne
    public Repository repository;

    /// Its base.
    @ManyToOne
    public Model model;

    @ManyToOne
    public Artifact artifact;

    /// The recipe's name or, made elsewhere, what its file name says.
    public String name;

    public String filename;
    public boolean madeElsewhere;
    public String recipeDigest;
    public String imatrixName;
    public String imatrixSha256;

    /// Which encoders made its tensors, in its job or earlier: `ggml, simd`.
    public String encoders;

    /// What its job was to encode on: `auto`, `cpu`, or the name of an encoding device. Null when not recorded.
    public String encodingDevice;

    public Long jobId;
    public Instant madeAt;

    /// Digest of the environment that it was assembled in; null where that was not recorded, or made elsewhere.
    public String madeIn;

    /// How many tensors got another type than the recipe asked for.
    public int fallbacks;

    /// The address of its page.
    public String page() {
        return "/" + repository.path() + "/quants/" + name;
    }

    /// As tables of its base name it: with its publisher, if it was made elsewhere.
    String nameOnItsBase() {
        return madeElsewhere ? repository.owner + "/" + name : name;
    }

    /// The command that writes the same bytes with llama.cpp's own tool.
    ///
    /// @param recipe that it was made with
    /// @param source of its base, the first shard if there are several
    public QuantizeCommand command(Recipe recipe, ModelFile source) {
        return QuantizeCommand.of(
                recipe,
                new QuantizeCommand.Source(source.filename, model.alignment()),
                filename,
                Optional.ofNullable(imatrixName));
    }
}
