package dev.kennel;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.store.Finding;
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
        var found = new AtomicInteger();
        var left = new AtomicInteger();
        if (repair) {
            verifier.repair(finding -> tell(finding, found, left, out));
        } else {
            verifier.verify(finding -> tell(finding, found, left, out));
        }
        out.println(summary(found.get(), left.get()));
        return left.get() == 0 ? 0 : 1;
    }

    private static void tell(Finding finding, AtomicInteger found, AtomicInteger left, PrintStream out) {
        found.incrementAndGet();
        if (!finding.mended()) {
            left.incrementAndGet();
        }
        out.println((finding.mended() ? "mended " : "") + finding.problem() + " " + finding.subject());
        out.println("    " + finding.explanation());
        finding.referrers().forEach(referrer -> out.println("    needed by " + referrer));
    }

    private static String summary(int found, int left) {
        if (found == 0) {
            return "The store is whole.";
        }
        return found + (found == 1 ? " finding, " : " findings, ") + left + " of them not mended.";
    }
}
