package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// The collector frees the blobs of quants that were just deleted.
final class CollectScene implements Scene {

    private final Ledger ledger;
    private final Path blobs;
    private final DeleteScene deletion;
    private long before;
    private long now;

    CollectScene(Ledger ledger, Path blobs) {
        this.ledger = ledger;
        this.blobs = blobs;
        this.deletion = new DeleteScene(ledger, 0);
    }

    @Override
    public String title() {
        return "collecting, " + (before - now) + " of " + before + " blobs gone, after the " + deletion.title();
    }

    @Override
    public void begin(ServerProcess server) throws IOException, InterruptedException {
        new Preparation(server.client(), ledger).swept();
        before = BlobCount.below(blobs);
        deletion.begin(server);
        Patience.awaitThat("the first blob to be collected", () -> {
            now = BlobCount.below(blobs);
            return now < before;
        });
    }

    @Override
    public void finish(Client client, Instant killed) throws IOException, InterruptedException {
        deletion.finish(client, killed);
    }
}
