package dev.kennel.definitions;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The page that asks whether a definition is to go.
///
/// @param list where the definitions of its kind are listed: `/recipes`
/// @param address the definition's page
/// @param consequence what deleting it means
/// @param restorable whether it came with Kennel
public record DefinitionDeletion(String name, String list, String address, String consequence, boolean restorable) {

    @CheckedTemplate(basePath = "Definitions")
    static class Templates {
        static native TemplateInstance delete(DefinitionDeletion deletion);
    }

    public TemplateInstance page() {
        return Templates.delete(this);
    }

    /// The place in the navigation: "recipes".
    public String place() {
        return list.substring(1);
    }
}
