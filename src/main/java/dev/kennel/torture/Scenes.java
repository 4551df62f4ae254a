package dev.kennel.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import dev.kennel.torture.SweepScene.Moment;

/// Deals out scenes as the seed says: each kind comes up once before any comes up again.
final class Scenes {

    private enum Kind {
        START,
        IMPORT,
        UPLOAD,
        ENCODE,
        ENCODE_AND_DELETE,
        ASSEMBLE,
        DELETE,
        COLLECT
    }

    private static final List<List<String>> SWEEPS = List.of(
            List.of("Q8_0", "Q4_0"), List.of("Q4_0", "Q5_0", "Q6_K"), List.of("Q2_K", "Q4_K_M", "Q8_0", "Q5_1"));

    private final ServerSettings settings;
    private final Ledger ledger;
    private final Random random;
    private final Deque<Kind> deck = new ArrayDeque<>();

    Scenes(ServerSettings settings, Ledger ledger, Random random) {
        this.settings = settings;
        this.ledger = ledger;
        this.random = random;
    }

    Scene next() {
        if (deck.isEmpty()) {
            var kinds = new ArrayList<>(List.of(Kind.values()));
            Collections.shuffle(kinds, random);
            deck.addAll(kinds);
        }
        return scene(deck.pop());
    }

    /// Whether a worker is killed and not its server: worth it only where workers run.
    boolean killsWorker(Scene scene) {
        return scene instanceof SweepScene && random.nextBoolean();
    }

    private Scene scene(Kind kind) {
        return switch (kind) {
            case START -> new StartScene(settings, random.nextDouble());
            case IMPORT -> new ImportScene(ledger, any(ImportScene.Moment.values()));
            case UPLOAD -> new UploadScene(ledger, random.nextDouble());
            case ENCODE -> encode();
            case ENCODE_AND_DELETE -> new Together(List.of(encode(), delete()));
            case ASSEMBLE -> new SweepScene(ledger, recipes(), new Moment.Assembling(random.nextInt(2)));
            case DELETE -> delete();
            case COLLECT -> new CollectScene(ledger, settings.blobs());
        };
    }

    private Scene encode() {
        return new SweepScene(ledger, recipes(), new Moment.Encoding(random.nextDouble(0.9)));
    }

    private Scene delete() {
        return new DeleteScene(ledger, random.nextInt(3));
    }

    private List<String> recipes() {
        return SWEEPS.get(random.nextInt(SWEEPS.size()));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
