package dev.kennel.catalog;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Collectors;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// The query parameters of the catalog's page and of its REST resource.
public class CatalogParameters {

    @QueryParam("q")
    @Parameter(description = "words that all must be found in name, family, architecture, licence or tags")
    String text;

    @QueryParam("family")
    List<String> families;

    @QueryParam("architecture")
    List<String> architectures;

    @QueryParam("licence")
    @Parameter(description = "in any case; `not stated` for those without one")
    List<String> licences;

    @QueryParam("size")
    @Parameter(description = "tiny (under 1 B parameters), small, medium, large, huge (50 B and more)")
    List<String> sizes;

    @QueryParam("measured")
    @Parameter(description = "what was measured of some of its quants: both, closeness, speed or nothing")
    List<String> measured;

    @QueryParam("sort")
    @DefaultValue("newest")
    @Schema(enumeration = {"newest", "size", "quants", "name"})
    String sort;

    CatalogSearch search(int page, int limit) {
        var chosen = new EnumMap<Facet, SequencedSet<String>>(Facet.class);
        chosen.put(Facet.FAMILY, new LinkedHashSet<>(families));
        chosen.put(Facet.ARCHITECTURE, new LinkedHashSet<>(architectures));
        chosen.put(
                Facet.LICENCE,
                licences.stream()
                        .map(licence -> licence.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
        chosen.put(Facet.SIZE, new LinkedHashSet<>(sizes));
        chosen.put(Facet.MEASURED, new LinkedHashSet<>(measured));
        return new CatalogSearch(text, chosen, CatalogSearch.Sort.ofValue(sort), page, limit);
    }
}
