package dev.kennel.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who made a model and from what, as its `general.*` keys say.
///
/// @param url of the model's page
/// @param repository of this conversion, an address
/// @param sourceUrl of the page of what it was converted from
/// @param sourceRepository of what it was converted from, an address
/// @param quantizedBy who quantized it
/// @param baseModels what it was finetuned or merged from
public record Pedigree(
        Optional<String> author,
        Optional<String> organization,
        Optional<String> url,
        Optional<String> repository,
        Optional<String> sourceUrl,
        Optional<String> sourceRepository,
        Optional<String> quantizedBy,
        List<BaseModel> baseModels) {

    /// More than any merge has, and a bound on what a hostile count makes us look for.
    private static final long MOST_BASE_MODELS = 100;

    public Pedigree {
        baseModels = List.copyOf(baseModels);
    }

    public record BaseModel(
            Optional<String> name,
            Optional<String> organization,
            Optional<String> version,
            Optional<String> repository) {}

    /// The best that is known of where it came from, an address.
    public Optional<String> origin() {
        return Stream.of(sourceRepository, sourceUrl, repository, url)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> baseModels.stream()
                        .flatMap(base -> base.repository().stream())
                        .findFirst());
    }

    static Pedigree of(GgufHeader header) {
        return new Pedigree(
                header.label("general.author"),
                header.label("general.organization"),
                header.address("general.url"),
                header.address("general.repo_url"),
                header.address("general.source.url"),
                header.address("general.source.repo_url")
                        .or(() -> header.address("general.source.huggingface.repository")),
                header.label("general.quantized_by"),
                baseModels(header));
    }

    private static List<BaseModel> baseModels(GgufHeader header) {
        long count = Math.min(
                MOST_BASE_MODELS, header.integer("general.base_model.count").orElse(0));
        List<BaseModel> models = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String prefix = "general.base_model." + index + ".";
            models.add(new BaseModel(
                    header.label(prefix + "name"),
                    header.label(prefix + "organization"),
                    header.label(prefix + "version"),
                    header.address(prefix + "repo_url")));
        }
        return models;
    }
}
