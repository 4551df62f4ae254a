package dev.kennel.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.Recipe.Imatrix;
import dev.kennel.recipe.Recipe.OnFallback;
import dev.kennel.yaml.Fields;
import dev.kennel.yaml.Names;

/// Reads a recipe from its fields and refuses what llama.cpp would ignore, misread or fail for.
final class RecipeFields {

    private static final int MOST_RULES = 256;
    private static final int MOST_FAMILIES = 64;
    private static final Pattern FAMILY = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");
    private static final List<String> FILE_TYPES = names(Arrays.asList(FileType.values()));
    private static final List<String> IMATRIX_WORDS = List.of("none", "optional", "required");
    private static final List<String> FALLBACK_WORDS = List.of("accept", "fail");

    private final Fields fields;

    RecipeFields(Fields fields) {
        this.fields = fields;
    }

    /// Empty only when problems were found; there may be some even when a recipe is returned.
    Optional<Recipe> read() {
        fields.require("name", "use", "base");
        Optional<String> name = fields.text("name");
        name.flatMap(Names::problem).ifPresent(problem -> fields.refuse("name", problem));
        Optional<String> use = fields.text("use");
        Optional<FileType> base = fields.choice("base", FileType::ofName, FILE_TYPES);
        List<TensorRule> rules = rules();
        Optional<GgmlType> output = type(fields, "output");
        Optional<GgmlType> embedding = type(fields, "embedding");
        boolean pure = fields.flag("pure");
        Imatrix imatrix = fields.choice("imatrix", RecipeFile::imatrixNamed, IMATRIX_WORDS)
                .orElse(Imatrix.OPTIONAL);
        OnFallback onFallback = fields.choice("on-fallback", RecipeFile::onFallbackNamed, FALLBACK_WORDS)
                .orElse(OnFallback.ACCEPT);
        List<String> families = families();
        base.filter(type -> !type.quantizes()).ifPresent(type -> refuseWhatHasNoEffect(type, pure));
        if (imatrix != Imatrix.REQUIRED) {
            base.ifPresent(type -> refuseMissingImatrix(type, rules));
        }
        if (name.isEmpty() || use.isEmpty() || base.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Recipe(
                name.get(), base.get(), rules, output, embedding, pure, imatrix, onFallback, families, use.get()));
    }

    private List<TensorRule> rules() {
        List<Fields> entries = fields.mappings("rules", List.of("tensor", "type"));
        if (entries.size() > MOST_RULES) {
            fields.refuse("rules", "there are " + entries.size() + " rules; at most " + MOST_RULES + " are allowed");
        }
        RuleOrder order = new RuleOrder();
        List<TensorRule> rules = new ArrayList<>();
        for (Fields entry : entries) {
            entry.require("tensor", "type");
            Optional<String> pattern = entry.text("tensor");
            pattern.flatMap(PatternSyntax::problem)
                    .or(() -> order.problem(pattern))
                    .ifPresent(problem -> entry.refuse("tensor", problem));
            Optional<GgmlType> type = type(entry, "type");
            pattern.ifPresent(found -> type.ifPresent(wanted -> rules.add(new TensorRule(found, wanted))));
        }
        return rules;
    }

    private List<String> families() {
        List<Fields.Text> families = fields.texts("families");
        if (families.size() > MOST_FAMILIES) {
            fields.refuse("families", "there are " + families.size() + "; at most " + MOST_FAMILIES + " are allowed");
        }
        families.stream()
                .filter(family -> !FAMILY.matcher(family.value()).matches())
                .forEach(family -> family.refuse("'" + Fields.shown(family.value()) + "' is no architecture's name as"
                        + " in general.architecture, such as qwen35moe"));
        return families.stream().map(Fields.Text::value).toList();
    }

    private void refuseWhatHasNoEffect(FileType base, boolean pure) {
        if (fields.has("rules")) {
            fields.refuse(
                    "rules",
                    "llama.cpp ignores rules when the base is " + base
                            + "; leave them out or choose a base that quantizes");
        }
        if (pure) {
            fields.refuse("pure", "it has no effect when the base is " + base + "; leave it out");
        }
        for (String field : List.of("output", "embedding")) {
            if (base == FileType.COPY && fields.has(field)) {
                fields.refuse(field, "it has no effect when the base is COPY, which copies every tensor; leave it out");
            }
        }
    }

    private void refuseMissingImatrix(FileType base, List<TensorRule> rules) {
        if (base.needsImatrix()) {
            fields.refuse("imatrix", base + " is made with an importance matrix only; write 'imatrix: required'");
        }
        rules.stream()
                .map(TensorRule::type)
                .filter(TensorTypes::needsImatrix)
                .findFirst()
                .ifPresent(type -> fields.refuse(
                        "imatrix",
                        "the rules ask for " + type.ggmlName()
                                + ", which is made with an importance matrix only; write 'imatrix: required'"));
    }

    private static Optional<GgmlType> type(Fields fields, String name) {
        return fields.choice(name, TensorTypes::targetNamed, TensorTypes.targetNames());
    }

    private static List<String> names(Collection<? extends Enum<?>> values) {
        return values.stream().<String>map(Enum::name).toList();
    }
}
