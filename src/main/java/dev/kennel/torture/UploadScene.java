package dev.kennel.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.kennel.blob.Sha256;
import dev.kennel.torture.Client.Arrived;
import dev.kennel.torture.Models.Model;

/// A model is sent in parts, then imported.
final class UploadScene implements Scene {

    private static final int PART = 700_000;

    private final Ledger ledger;
    private final double part;
    private final AtomicReference<Arrived> acknowledged =
            new AtomicReference<>(new Arrived(0, false, Optional.empty()));
    private Model model;
    private byte[] content;
    private Call<Arrived> sending;

    /// @param part that is acknowledged when it is interrupted, 0 to 1
    UploadScene(Ledger ledger, double part) {
        this.ledger = ledger;
        this.part = part;
    }

    @Override
    public String title() {
        return "upload of " + model.upload() + ", " + acknowledged.get().offset() + " bytes of it acknowledged";
    }

    @Override
    public void begin(ServerProcess server) throws IOException, InterruptedException {
        model = ledger.newModel();
        content = Files.readAllBytes(model.file());
        sending = Call.begin(() -> send(server.client(), 0));
        Patience.awaitThat(
                "enough of " + model.upload() + " to arrive",
                () -> acknowledged.get().offset() >= part * content.length || sending.over());
    }

    @Override
    public void finish(Client client, Instant killed) throws IOException, InterruptedException {
        sending.answer();
        Arrived before = acknowledged.get();
        Arrived now = client.upload(model.upload()).orElse(new Arrived(0, false, Optional.empty()));
        if (now.offset() < before.offset()) {
            throw new StoryBroken("Of " + model.upload() + " " + before.offset() + " bytes had been acknowledged, and "
                    + now.offset() + " are there.");
        }
        Arrived whole = now.complete() ? now : send(client, now.offset());
        String sha256 = Sha256.of(content).hex();
        if (!whole.sha256().equals(Optional.of(sha256))) {
            throw new StoryBroken("The upload " + model.upload() + " has SHA-256 " + sha256 + " and became " + whole);
        }
        new JobWatch(client).awaitDone(client.importUpload(model.repository(), model.upload()));
        if (client.upload(model.upload()).isPresent()) {
            throw new StoryBroken("The upload " + model.upload() + " is imported and still among the uploads.");
        }
        ledger.uploaded(model);
    }

    private Arrived send(Client client, long from) throws IOException, InterruptedException {
        Arrived arrived = new Arrived(from, false, Optional.empty());
        while (!arrived.complete()) {
            int at = Math.toIntExact(arrived.offset());
            byte[] part = Arrays.copyOfRange(content, at, Math.min(at + PART, content.length));
            arrived = client.send(model.upload(), part, at, content.length);
            acknowledged.set(arrived);
        }
        return arrived;
    }
}
