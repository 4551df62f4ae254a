package dev.kennel.recipe;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.Recipe.Imatrix;
import dev.kennel.recipe.Recipe.OnFallback;
import dev.kennel.yaml.Fields;
import dev.kennel.yaml.Problems;
import dev.kennel.yaml.YamlDocument;
import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlText;
import dev.kennel.yaml.YamlWriter;

/// A recipe as YAML (and so as JSON too):
///
/// ```yaml
/// name: Q4_K_L
/// use: Q4_K_M with a better embedding and output.
/// base: Q4_K_M
/// rules:
/// - {tensor: 'ffn_down_exps', type: q5_K}
/// output: q8_0
/// embedding: q8_0
/// pure: false
/// imatrix: optional          # none, optional, required
/// on-fallback: accept        # accept, fail
/// families: [qwen35moe]      # none: any
/// ```
///
/// `name`, `use` and `base` must be there.
public final class RecipeFile {

    private static final List<String> FIELDS = List.of(
            "name", "use", "base", "rules", "output", "embedding", "pure", "imatrix", "on-fallback", "families");

    /// Far above any recipe, far below what would hurt.
    static final int MOST_CHARACTERS = 64 * 1024;

    private RecipeFile() {}

    /// @param file how errors name it
    /// @throws YamlException with everything that is wrong
    public static Recipe parse(String file, String text) throws YamlException {
        Problems problems = new Problems(file);
        Fields fields = new Fields("", YamlDocument.mapping(text, MOST_CHARACTERS, problems), FIELDS, problems);
        RecipeFields recipe = new RecipeFields(fields);
        Optional<Recipe> read = recipe.read();
        problems.throwIfAny();
        return read.orElseThrow();
    }

    /// @throws YamlException with everything that is wrong, also when the file cannot be read
    public static Recipe read(Path file) throws YamlException {
        return parse(file.getFileName().toString(), YamlText.of(file, MOST_CHARACTERS));
    }

    /// The recipe as YAML that reads back as an equal recipe; fields that say nothing are left out.
    public static String write(Recipe recipe) {
        YamlWriter yaml = new YamlWriter()
                .text("name", recipe.name())
                .text("use", recipe.use())
                .text("base", recipe.base().name());
        yaml.shortMappings(
                "rules", recipe.rules().stream().map(RecipeFile::mapping).toList());
        recipe.outputType().map(GgmlType::ggmlName).ifPresent(type -> yaml.text("output", type));
        recipe.embeddingType().map(GgmlType::ggmlName).ifPresent(type -> yaml.text("embedding", type));
        if (recipe.pure()) {
            yaml.flag("pure", true);
        }
        yaml.text("imatrix", word(recipe.imatrix()));
        if (recipe.onFallback() != OnFallback.ACCEPT) {
            yaml.text("on-fallback", word(recipe.onFallback()));
        }
        return yaml.shortList("families", recipe.families()).toString();
    }

    private static YamlWriter.Mapping mapping(TensorRule rule) {
        return new YamlWriter.Mapping()
                .quoted("tensor", rule.pattern())
                .plain("type", rule.type().ggmlName());
    }

    static Optional<Imatrix> imatrixNamed(String word) {
        return Arrays.stream(Imatrix.values())
                .filter(value -> word(value).equals(word))
                .findFirst();
    }

    static Optional<OnFallback> onFallbackNamed(String word) {
        return Arrays.stream(OnFallback.values())
                .filter(value -> word(value).equals(word))
                .findFirst();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
