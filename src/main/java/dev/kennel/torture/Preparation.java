package dev.kennel.torture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.kennel.torture.Models.Model;

/// Brings about, undisturbed, what a scene begins with.
record Preparation(Client client, Ledger ledger) {

    /// Recipes whose types are encoded in no time.
    private static final List<String> QUICK = List.of("Q8_0", "Q4_0");

    /// A model that is imported and was never swept. It is the caller's from now on.
    Model imported() throws IOException, InterruptedException {
        Optional<Model> known = ledger.takeUnswept();
        if (known.isPresent()) {
            return known.get();
        }
        Model fresh = ledger.newModel();
        watch().awaitDone(client.importModel(fresh.repository(), fresh.file().toString()));
        return fresh;
    }

    /// A model with quants.
    Model swept() throws IOException, InterruptedException {
        Optional<Model> known = ledger.anySwept();
        if (known.isPresent()) {
            return known.get();
        }
        Model fresh = imported();
        watch().awaitDone(client.sweep(fresh.repository(), QUICK));
        ledger.swept(fresh, QUICK);
        return fresh;
    }

    private JobWatch watch() {
        return new JobWatch(client);
    }
}
