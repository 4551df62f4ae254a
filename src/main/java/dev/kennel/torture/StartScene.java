package dev.kennel.torture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// The server itself starts, after a kill: it puts right what the kill before left.
final class StartScene implements Scene {

    private final ServerSettings settings;
    private final double moment;
    private ServerProcess starting;

    /// @param moment when it is interrupted, as a part of the time that the start before took
    StartScene(ServerSettings settings, double moment) {
        this.settings = settings;
        this.moment = moment;
    }

    @Override
    public String title() {
        return "start of the server, " + Math.round(100 * moment) + " % into it";
    }

    @Override
    public void begin(ServerProcess server) throws IOException, InterruptedException {
        server.kill();
        starting = ServerProcess.begin(settings);
        Patience.pause(Duration.ofNanos((long) (moment * server.startTime().toNanos())));
        starting.kill();
    }

    @Override
    public void finish(Client client, Instant killed) {}
}
