package dev.kennel;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.store.Finding;
import dev.kennel.store.Finding.Outcome;
import dev.kennel.store.Verifier;

/// `kennel verify`: what is wrong in the store, a line for each finding.
@ApplicationScoped
class Verification {

    private final Verifier verifier;

    Verification(Verifier verifier) {
        this.verifier = verifier;
    }

    /// @param repair whether to mend what can be mended
    /// @return the exit status: 1 when something is wrong that was not mended
    int run(boolean repair, PrintStream out) throws IOException {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        if (repair) {
            verifier.repair(finding -> tell(finding, counts, out));
        } else {
            verifier.verify(finding -> tell(finding, counts, out));
        }
        out.println(summary(counts));
        return counts.keySet().stream().allMatch(outcome -> outcome == Outcome.MENDED) ? 0 : 1;
    }

    private static void tell(Finding finding, Map<Outcome, Integer> counts, PrintStream out) {
        counts.merge(finding.outcome(), 1, Integer::sum);
        out.println(label(finding.outcome()) + finding.problem() + " " + finding.subject());
        out.println("    " + finding.explanation());
        finding.referrers().forEach(referrer -> out.println("    needed by " + referrer));
    }

    private static String label(Outcome outcome) {
        return outcome == Outcome.LEFT ? "" : outcome.name().toLowerCase(Locale.ROOT) + " ";
    }

    private static String summary(Map<Outcome, Integer> counts) {
        if (counts.isEmpty()) {
            return "The store is whole.";
        }
        int found = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<String> parts = new ArrayList<>();
        counts.forEach((outcome, count) -> parts.add(count + words(outcome)));
        return found + (found == 1 ? " finding: " : " findings: ") + String.join(", ", parts) + ".";
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case MENDED -> " mended";
            case DROPPED -> " dropped and to be made again";
            case LEFT -> " left";
        };
    }
}
