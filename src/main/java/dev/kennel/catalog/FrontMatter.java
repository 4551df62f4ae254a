package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.kennel.gguf.ModelFacts;

/// The YAML at the head of a model card, with the fields that Hugging Face reads.
///
/// @param baseModel the base's repository at the hub; null when its origin names none
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record FrontMatter(
        @JsonProperty("library_name") String library,
        @JsonProperty("pipeline_tag") String pipeline,
        @JsonProperty("base_model") String baseModel,
        @JsonProperty("base_model_relation") String relation,
        @JsonProperty("quantized_by") String maker,
        @JsonProperty("license") String licence,
        @JsonProperty("license_name") String licenceName,
        @JsonProperty("license_link") String licenceLink,
        @JsonProperty("language") List<String> languages,
        List<String> tags) {

    private static final Pattern HUB_MODEL = Pattern.compile(
            "(?:https?://(?:www\\.)?(?:huggingface\\.co|hf\\.co)/)?([A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*)/?");

    /// All texts in quotes: parsers differ in what they take for a number or a flag without them.
    private static final ObjectWriter YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build()
            .writer();

    /// Of a model's card.
    static FrontMatter of(ModelView view, CardPlace place) {
        boolean weighted = view.quants().stream().anyMatch(row -> row.quant().imatrixName != null);
        return of(view.model(), view.facts(), view.model().repository, weighted, place);
    }

    /// Of a quant's card.
    static FrontMatter of(QuantView view, CardPlace place) {
        Quant quant = view.quant();
        return of(quant.model, view.facts(), quant.repository, quant.imatrixName != null, place);
    }

    /// @param maker the repository of who made the quants
    /// @param weighted whether any was made with an importance matrix
    private static FrontMatter of(
            Model model, Optional<ModelFacts> facts, Repository maker, boolean weighted, CardPlace place) {
        Optional<String> base = hubModel(model.origin);
        HubLicence licence = HubLicence.of(model.licence, facts.map(ModelFacts::licence));
        return new FrontMatter(
                "gguf",
                "text-generation",
                base.orElse(null),
                base.map(_ -> "quantized").orElse(null),
                place.maker(maker),
                licence.id().orElse(null),
                licence.name().orElse(null),
                licence.link().orElse(null),
                facts.map(ModelFacts::languages).orElse(List.of()),
                tags(model, facts, weighted));
    }

    /// From the opening to the closing dashes.
    String text() {
        try {
            return YAML.writeValueAsString(this) + "---";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and lists of texts are always YAML", e);
        }
    }

    private static List<String> tags(Model model, Optional<ModelFacts> facts, boolean weighted) {
        Stream<String> own =
                Stream.concat(Stream.of("gguf", model.architecture), weighted ? Stream.of("imatrix") : Stream.of());
        Stream<String> stated = facts.map(ModelFacts::tags).orElse(List.of()).stream();
        return Stream.concat(own, stated).distinct().toList();
    }

    private static Optional<String> hubModel(String origin) {
        Matcher address = HUB_MODEL.matcher(origin == null ? "" : origin);
        return address.matches() ? Optional.of(address.group(1)) : Optional.empty();
    }
}
