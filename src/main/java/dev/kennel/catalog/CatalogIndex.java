package dev.kennel.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;

import dev.kennel.catalog.CatalogListing.FacetValue;
import dev.kennel.catalog.CatalogListing.Row;
import dev.kennel.jobs.JobState;

/// Finds models. Filters, counts and pages are the database's work.
@ApplicationScoped
class CatalogIndex {

    private static final String SEARCHED = """
            lower(m.repository.owner || '/' || m.repository.name || ' ' || m.family || ' ' || m.architecture || ' '
            || coalesce(m.licence, '') || ' ' || coalesce(m.temperament, '') || ' ' || array_to_string(m.tags, ' '))""";

    private final EntityManager entities;
    private final CatalogFigures figures;

    CatalogIndex(EntityManager entities, CatalogFigures figures) {
        this.entities = entities;
        this.figures = figures;
    }

    CatalogListing find(CatalogSearch search) {
        var facets = new EnumMap<Facet, List<FacetValue>>(Facet.class);
        for (Facet facet : Facet.values()) {
            facets.put(facet, values(search, facet));
        }
        return new CatalogListing(search, rows(search), count(search), total(), facets);
    }

    /// How many quants there are of all models.
    long quants() {
        return entities.createQuery("select count(q) from Quant q", Long.class).getSingleResult();
    }

    private long total() {
        return entities.createQuery("select count(m) from Model m", Long.class).getSingleResult();
    }

    private long count(CatalogSearch search) {
        Condition condition = Condition.of(search, Optional.empty());
        Query query = entities.createQuery("select count(m) from Model m" + condition.where(), Long.class);
        return (Long) condition.bind(query).getSingleResult();
    }

    private List<Row> rows(CatalogSearch search) {
        Condition condition = Condition.of(search, Optional.empty());
        var query = entities.createQuery(
                "select m.id from Model m" + condition.where() + " order by "
                        + search.sort().order(),
                Long.class);
        condition.bind(query);
        List<Long> ids = query.setFirstResult((search.page() - 1) * search.limit())
                .setMaxResults(search.limit())
                .getResultList();
        Map<Long, Model> models = models(ids);
        Map<Long, List<Long>> bytes = bytesOfQuants(ids);
        Map<String, Long> jobs =
                activeJobs(models.values().stream().map(CatalogIndex::subject).toList());
        Map<Long, List<MeasuredQuant>> measured = figures.of(models.values());
        return ids.stream()
                .map(id -> new Row(
                        models.get(id),
                        bytes.getOrDefault(id, List.of()),
                        jobs.getOrDefault(subject(models.get(id)), 0L),
                        measured.getOrDefault(id, List.of())))
                .toList();
    }

    private Map<Long, Model> models(List<Long> ids) {
        var models = new HashMap<Long, Model>();
        entities.createQuery("from Model m join fetch m.repository where m.id in ?1", Model.class)
                .setParameter(1, ids)
                .getResultList()
                .forEach(model -> models.put(model.id, model));
        return models;
    }

    private Map<Long, List<Long>> bytesOfQuants(List<Long> ids) {
        var bytes = new HashMap<Long, List<Long>>();
        entities.createQuery(
                        "select q.model.id, q.artifact.bytes from Quant q where q.model.id in ?1"
                                + " order by q.artifact.bytes",
                        Tuple.class)
                .setParameter(1, ids)
                .getResultList()
                .forEach(row -> bytes.computeIfAbsent(row.get(0, Long.class), _ -> new ArrayList<>())
                        .add(row.get(1, Long.class)));
        return bytes;
    }

    private Map<String, Long> activeJobs(List<String> subjects) {
        var jobs = new HashMap<String, Long>();
        entities.createQuery(
                        "select subject, count(*) from Job where subject in ?1 and state in ?2 group by subject",
                        Tuple.class)
                .setParameter(1, subjects)
                .setParameter(2, List.of(JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING))
                .getResultList()
                .forEach(row -> jobs.put(row.get(0, String.class), row.get(1, Long.class)));
        return jobs;
    }

    private static String subject(Model model) {
        return model.repository.path();
    }

    /// The values of a facet among the models that meet all other conditions, and the chosen ones in any case.
    private List<FacetValue> values(CatalogSearch search, Facet facet) {
        Condition condition = Condition.of(search, Optional.of(facet));
        var query = entities.createQuery(
                "select " + facet.expression() + " as value, count(m) as models, " + facet.spelling() + " from Model m"
                        + condition.where()
                        + " group by value",
                Tuple.class);
        condition.bind(query);
        var values = new ArrayList<FacetValue>();
        for (Tuple row : query.getResultList()) {
            String value = row.get(0, String.class);
            String spelling = row.get(2, String.class);
            values.add(new FacetValue(
                    facet,
                    value,
                    spelling.isEmpty() ? value : spelling,
                    row.get(1, Long.class),
                    search.has(facet, value)));
        }
        for (String chosen : search.chosen().getOrDefault(facet, java.util.Collections.emptySortedSet())) {
            if (values.stream().noneMatch(value -> value.value().equals(chosen))) {
                values.add(new FacetValue(facet, chosen, chosen, 0, true));
            }
        }
        values.sort(order(facet));
        return values;
    }

    private static Comparator<FacetValue> order(Facet facet) {
        if (facet == Facet.SIZE) {
            return Comparator.comparing(
                    value -> SizeClass.ofValue(value.value()).map(Enum::ordinal).orElse(Integer.MAX_VALUE));
        }
        return Comparator.comparingLong(FacetValue::models).reversed().thenComparing(FacetValue::value);
    }

    /// The `where` of a search and what it binds.
    private record Condition(String where, Map<String, Object> parameters) {

        /// @param without a facet whose choice does not count
        static Condition of(CatalogSearch search, Optional<Facet> without) {
            var conditions = new ArrayList<String>();
            var parameters = new HashMap<String, Object>();
            for (String word : search.words()) {
                String name = "word" + parameters.size();
                conditions.add(SEARCHED + " like :" + name + " escape '!'");
                parameters.put(name, "%" + word.replaceAll("[!%_]", "!$0") + "%");
            }
            search.chosen().forEach((facet, values) -> {
                if (without.isEmpty() || without.get() != facet) {
                    conditions.add(facet.expression() + " in :" + facet.parameter());
                    parameters.put(facet.parameter(), List.copyOf(values));
                }
            });
            return new Condition(conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions), parameters);
        }

        Query bind(Query query) {
            parameters.forEach(query::setParameter);
            return query;
        }
    }
}
