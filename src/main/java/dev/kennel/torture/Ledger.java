package dev.kennel.torture;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.kennel.torture.Models.Model;

/// What the server has said to have, and so must have after every kill.
final class Ledger {

    private final Models models;
    private final Deque<Model> unswept = new ArrayDeque<>();
    private final Map<Model, Set<String>> quants = new LinkedHashMap<>();
    private int uploads;

    Ledger(Models models) {
        this.models = models;
    }

    /// A model that the server has not seen.
    Model newModel() throws IOException {
        return models.next();
    }

    void imported(Model model) {
        unswept.add(model);
    }

    /// The model's file is in the store.
    void uploaded(Model model) {
        uploads++;
        imported(model);
    }

    int uploads() {
        return uploads;
    }

    void swept(Model model, Collection<String> recipes) {
        quants.computeIfAbsent(model, _ -> new TreeSet<>()).addAll(recipes);
    }

    void deleted(Model model, String recipe) {
        quants.get(model).remove(recipe);
    }

    /// An imported model without quants; the caller sweeps it.
    Optional<Model> takeUnswept() {
        return Optional.ofNullable(unswept.poll());
    }

    /// A model with quants.
    Optional<Model> anySwept() {
        return quants.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    List<String> quants(Model model) {
        return List.copyOf(quants.getOrDefault(model, Set.of()));
    }

    /// All models that were ever swept.
    Set<Model> swept() {
        return Set.copyOf(quants.keySet());
    }
}
