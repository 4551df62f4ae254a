package dev.kennel.definitions;

import java.util.List;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.yaml.YamlProblem;

/// A form in which a definition is written as YAML.
///
/// @param title the page's
/// @param noun "recipe", "ladder", "feature"
/// @param list where the definitions of its kind are listed: `/recipes`
/// @param action where it is sent
/// @param back where its "Cancel" leads
/// @param note what a person who writes one should know
/// @param problems what was wrong with the last try
public record DefinitionForm(
        String title,
        String noun,
        String list,
        String action,
        String back,
        String note,
        String yaml,
        List<YamlProblem> problems) {

    @CheckedTemplate(basePath = "Definitions")
    static class Templates {
        static native TemplateInstance form(DefinitionForm form);
    }

    public DefinitionForm with(String tried, List<YamlProblem> found) {
        return new DefinitionForm(title, noun, list, action, back, note, tried, found);
    }

    public TemplateInstance page() {
        return Templates.form(this);
    }

    /// The place in the navigation: "recipes".
    public String place() {
        return list.substring(1);
    }

    /// How high the field is.
    public int rows() {
        return Math.clamp(yaml.lines().count() + 4, 14, 40);
    }
}
