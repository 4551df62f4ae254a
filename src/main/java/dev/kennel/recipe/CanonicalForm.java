package dev.kennel.recipe;

import dev.kennel.gguf.GgmlType;
import dev.kennel.yaml.CanonicalText;

/// What a recipe says, for its digest.
final class CanonicalForm {

    private CanonicalForm() {}

    /// SHA-256 in hexadecimal digits.
    static String digest(Recipe recipe) {
        CanonicalText form = new CanonicalText("recipe 1");
        form.add("name", recipe.name());
        form.add("base", recipe.base().name());
        recipe.rules().forEach(rule -> form.add("tensor", rule.pattern()).add("type", typeName(rule.type())));
        recipe.outputType().ifPresent(type -> form.add("output", typeName(type)));
        recipe.embeddingType().ifPresent(type -> form.add("embedding", typeName(type)));
        form.add("pure", String.valueOf(recipe.pure()));
        form.add("imatrix", recipe.imatrix().name());
        form.add("on-fallback", recipe.onFallback().name());
        recipe.families().forEach(family -> form.add("family", family));
        form.add("use", recipe.use());
        return form.digest();
    }

    private static String typeName(GgmlType type) {
        return type.ggmlName();
    }
}
