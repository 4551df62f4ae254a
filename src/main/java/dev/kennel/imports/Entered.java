package dev.kennel.imports;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;

/// What was typed into the import form, as it was typed, so that an error costs nobody their work.
record Entered(
        String path,
        List<String> uploads,
        String repository,
        String base,
        String quant,
        String origin,
        String licence,
        String tags) {

    static final List<String> FIELDS = List.of("path", "repository", "base", "quant", "origin", "licence", "tags");

    static Entered of(MultivaluedMap<String, String> fields) {
        return new Entered(
                text(fields, "path"),
                List.copyOf(fields.getOrDefault(UploadForms.UPLOAD, List.of())),
                text(fields, "repository"),
                text(fields, "base"),
                text(fields, "quant"),
                text(fields, "origin"),
                text(fields, "licence"),
                text(fields, "tags"));
    }

    /// A path that was typed goes before uploads, which wait on the page for another time.
    ImportRequest request() {
        return new ImportRequest(
                Optional.of(path),
                path.isBlank() ? uploads : List.of(),
                Optional.of(repository),
                Optional.of(base),
                Optional.of(quant),
                Optional.of(origin),
                Optional.of(licence),
                Arrays.stream(tags.split(","))
                        .map(String::strip)
                        .filter(Predicate.not(String::isEmpty))
                        .toList());
    }

    Entered without(String upload) {
        List<String> left =
                uploads.stream().filter(name -> !name.equals(upload)).toList();
        return new Entered(path, left, repository, base, quant, origin, licence, tags);
    }

    /// Whether what the file's keys usually say was typed.
    public boolean hasMore() {
        return !(quant + origin + licence + tags).isEmpty();
    }

    /// The form's address with all of it filled in.
    URI address() {
        UriBuilder address = UriBuilder.fromPath("/import");
        List<String> values = List.of(path, repository, base, quant, origin, licence, tags);
        for (int i = 0; i < FIELDS.size(); i++) {
            if (!values.get(i).isEmpty()) {
                address.queryParam(FIELDS.get(i), "{" + FIELDS.get(i) + "}")
                        .resolveTemplate(FIELDS.get(i), values.get(i));
            }
        }
        uploads.forEach(name -> address.queryParam(UploadForms.UPLOAD, name));
        return address.build();
    }

    private static String text(MultivaluedMap<String, String> fields, String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value;
    }
}
