package dev.kennel.recipe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Watches the patterns of rules go by in their order: the first rule that matches wins, so a rule behind one that
/// matches the same or everything is never asked.
final class RuleOrder {

    private final Map<String, Integer> first = new HashMap<>();
    private Optional<Integer> matchesAll = Optional.empty();
    private int count;

    /// What is wrong with the place of the next rule; absent patterns only count.
    Optional<String> problem(Optional<String> pattern) {
        int index = count++;
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        Integer same = first.putIfAbsent(pattern.get(), index);
        if (matchesAll.isPresent()) {
            return Optional.of("the first rule that matches wins, and rules[" + matchesAll.get()
                    + "] matches every tensor; put this rule before it");
        }
        if (PatternSyntax.matchesAll(pattern.get())) {
            matchesAll = Optional.of(index);
        }
        return Optional.ofNullable(same)
                .map(earlier ->
                        "the first rule that matches wins, and rules[" + earlier + "] has the same pattern; keep one");
    }
}
