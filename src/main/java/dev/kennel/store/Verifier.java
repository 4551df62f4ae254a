package dev.kennel.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.store.BlobTable.BlobRow;
import dev.kennel.store.Finding.Outcome;
import dev.kennel.store.Finding.Problem;

/// Compares the database with the files, every byte of them.
///
/// May run beside a working server: what changes in between is looked at again before it is reported.
public final class Verifier {

    private static final int PAGE = 500;

    private final BlobFiles files;
    private final Transactions transactions;
    private final Orphans orphans;
    private final Damage damage;

    Verifier(BlobFiles files, Transactions transactions) {
        this.files = files;
        this.transactions = transactions;
        this.orphans = new Orphans(files, transactions);
        this.damage = new Damage(files, transactions);
    }

    /// Reports what is wrong and changes nothing.
    public void verify(Consumer<Finding> report) throws IOException {
        check(report, false);
    }

    /// Reports what is wrong and mends what can be mended: leftovers go, known files get their rows back, damaged
    /// blobs are dropped, so that the next sweep makes them again; until then what needs them is incomplete.
    public void repair(Consumer<Finding> report) throws IOException {
        check(report, true);
    }

    private void check(Consumer<Finding> report, boolean repair) throws IOException {
        checkReferences(report, repair);
        checkBlobs(report, repair);
        checkFiles(report, repair);
    }

    private void checkReferences(Consumer<Finding> report, boolean repair) throws IOException {
        for (String name : transactions.inNew(connection -> new ReferenceView(connection).unresolved())) {
            Optional<Sha256> blob = Sha256.parse(name);
            if (blob.isEmpty()) {
                report.accept(new Finding(
                        Problem.UNKNOWN_BLOB,
                        name,
                        "This is referred to, but it is no digest.",
                        List.of(),
                        Outcome.LEFT));
                continue;
            }
            Referrers referrers = damage.referrers(blob.get());
            if (referrers.count() > 0) {
                Outcome outcome = repair && orphans.adopt(blob.get()) ? Outcome.MENDED : Outcome.LEFT;
                report.accept(new Finding(Problem.UNKNOWN_BLOB, name, unknown(blob.get()), referrers.lines(), outcome));
            }
        }
    }

    private String unknown(Sha256 blob) throws IOException {
        return files.size(blob).isPresent()
                ? "This is referred to and its file is there, but it has no row. --repair adds it."
                : "This is referred to, but there is neither a row nor a file. Delete what refers to it, or make it"
                        + " again.";
    }

    private void checkBlobs(Consumer<Finding> report, boolean repair) throws IOException {
        List<BlobRow> page = page(Optional.empty());
        while (!page.isEmpty()) {
            for (BlobRow row : page) {
                checkBlob(row, report, repair);
            }
            page = page(Optional.of(page.getLast().sha256()));
        }
        if (repair) {
            new Collector(files, transactions).removeMarked();
        }
    }

    private void checkBlob(BlobRow row, Consumer<Finding> report, boolean repair) throws IOException {
        switch (row.state()) {
            case READY, LOST -> damage.check(row, repair).ifPresent(report);
            case DELETING ->
                report.accept(new Finding(
                        Problem.HALF_DELETED,
                        row.sha256().hex(),
                        "Its deletion has begun. The next start or --repair ends it.",
                        damage.referrers(row.sha256()).lines(),
                        repair ? Outcome.MENDED : Outcome.LEFT));
        }
    }

    private void checkFiles(Consumer<Finding> report, boolean repair) throws IOException {
        Set<Sha256> suspects = new TreeSet<>();
        List<Finding> strangers = new ArrayList<>();
        orphans.visit(
                suspects::add,
                file -> strangers.add(new Finding(
                        Problem.STRANGER,
                        file.toString(),
                        "Its name is not a blob's. Look what it is, and move it away.",
                        List.of(),
                        Outcome.LEFT)));
        for (Sha256 orphan : suspects) {
            checkOrphan(orphan, report, repair);
        }
        strangers.forEach(report);
    }

    /// What is referred to has been reported already.
    private void checkOrphan(Sha256 orphan, Consumer<Finding> report, boolean repair) throws IOException {
        boolean stillThere = transactions
                .inNew(connection -> new BlobTable(connection).known(List.of(orphan)))
                .isEmpty();
        if (stillThere && damage.referrers(orphan).count() == 0) {
            report.accept(new Finding(
                    Problem.ORPHAN,
                    files.path(orphan).toString(),
                    "No row knows this file. The next start or --repair removes it.",
                    List.of(),
                    repair && orphans.remove(orphan) ? Outcome.MENDED : Outcome.LEFT));
        }
    }

    private List<BlobRow> page(Optional<Sha256> last) throws IOException {
        return transactions.inNew(connection -> new BlobTable(connection).page(last, PAGE));
    }
}
