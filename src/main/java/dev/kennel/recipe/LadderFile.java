package dev.kennel.recipe;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.kennel.yaml.Fields;
import dev.kennel.yaml.Names;
import dev.kennel.yaml.Problems;
import dev.kennel.yaml.YamlDocument;
import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlText;
import dev.kennel.yaml.YamlWriter;

/// A ladder as YAML, with the fields `name`, `use` and `recipes`, all of which must be there.
public final class LadderFile {

    private static final int MOST_RECIPES = 512;

    private LadderFile() {}

    /// @param file how errors name it
    /// @param known names of the recipes that a ladder may have
    /// @throws YamlException with everything that is wrong
    public static Ladder parse(String file, String text, Collection<String> known) throws YamlException {
        Problems problems = new Problems(file);
        Fields fields = new Fields(
                "",
                YamlDocument.mapping(text, RecipeFile.MOST_CHARACTERS, problems),
                List.of("name", "use", "recipes"),
                problems);
        fields.require("name", "use", "recipes");
        Optional<String> name = fields.text("name");
        name.flatMap(Names::problem).ifPresent(problem -> fields.refuse("name", problem));
        Optional<String> use = fields.text("use");
        List<String> recipes = recipes(fields, known);
        problems.throwIfAny();
        return new Ladder(name.orElseThrow(), use.orElseThrow(), recipes);
    }

    /// @throws YamlException with everything that is wrong, also when the file cannot be read
    public static Ladder read(Path file, Collection<String> known) throws YamlException {
        return parse(file.getFileName().toString(), YamlText.of(file, RecipeFile.MOST_CHARACTERS), known);
    }

    /// The ladder as YAML that reads back as an equal ladder.
    public static String write(Ladder ladder) {
        return new YamlWriter()
                .text("name", ladder.name())
                .text("use", ladder.use())
                .longList("recipes", ladder.recipes())
                .toString();
    }

    private static List<String> recipes(Fields fields, Collection<String> known) {
        List<Fields.Text> recipes = fields.texts("recipes");
        if (recipes.isEmpty() && fields.has("recipes")) {
            fields.refuse("recipes", "a ladder needs at least one recipe");
        }
        if (recipes.size() > MOST_RECIPES) {
            fields.refuse("recipes", "there are " + recipes.size() + "; at most " + MOST_RECIPES + " are allowed");
        }
        Set<String> seen = new HashSet<>();
        for (Fields.Text recipe : recipes) {
            if (!seen.add(recipe.value())) {
                recipe.refuse("'" + Fields.shown(recipe.value()) + "' is there twice; keep one");
            } else if (!known.contains(recipe.value())) {
                recipe.refuse("there is no recipe '" + Fields.shown(recipe.value()) + "'"
                        + Names.suggestion(recipe.value(), known));
            }
        }
        return recipes.stream().map(Fields.Text::value).toList();
    }
}
