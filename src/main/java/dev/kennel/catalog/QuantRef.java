package dev.kennel.catalog;

/// How a quant of a model is named among all of them: `Q4_K_M`, and `owner/name/Q4_K_M` when it is in a publisher's
/// repository.
public final class QuantRef {

    /// The model's own source.
    public static final String BASE = "base";

    private QuantRef() {}

    public static String of(Model model, Quant quant) {
        boolean own = quant.repository.id.equals(model.repository.id);
        return own ? quant.name : quant.repository.path() + "/" + quant.name;
    }
}
