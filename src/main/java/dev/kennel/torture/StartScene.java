package dev.kennel.torture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// The server itself starts, after a kill: it puts right what the kill before left.
final class StartScene implements Scene {

    private final ServerSettings settings;
    private final Duration moment;
    private ServerProcess starting;

    /// @param moment how long after its start it is interrupted
    StartScene(ServerSettings settings, Duration moment) {
        this.settings = settings;
        this.moment = moment;
    }

    @Override
    public String title() {
        return "start of the server, " + moment.toMillis() + " ms after it";
    }

    @Override
    public void begin(ServerProcess server) throws IOException, InterruptedException {
        server.kill();
        starting = ServerProcess.begin(settings);
        Patience.pause(moment);
        starting.kill();
    }

    @Override
    public void finish(Client client, Instant killed) {}
}
