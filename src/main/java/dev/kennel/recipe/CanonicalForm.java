package dev.kennel.recipe;

import java.nio.charset.StandardCharsets;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgmlType;

/// What a recipe says, as bytes that no other recipe gives: each value with its length before it, in a fixed order.
/// It must never change, because digests of it are kept for good; a new field is added only where it is set.
final class CanonicalForm {

    private final StringBuilder text = new StringBuilder("recipe 1\n");

    private CanonicalForm() {}

    /// SHA-256 in hexadecimal digits.
    static String digest(Recipe recipe) {
        return Sha256.of(of(recipe).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String of(Recipe recipe) {
        CanonicalForm form = new CanonicalForm();
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
        return form.text.toString();
    }

    private CanonicalForm add(String field, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        text.append(field).append(' ').append(bytes).append(':').append(value).append('\n');
        return this;
    }

    private static String typeName(GgmlType type) {
        return type.ggmlName();
    }
}
