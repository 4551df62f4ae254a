package dev.kennel.torture;

import java.io.IOException;
import java.time.Instant;

/// Something that a kill interrupts.
interface Scene {

    /// What goes on, for the line about the kill.
    String title();

    /// Sets it going and returns in the middle of it.
    void begin(ServerProcess server) throws IOException, InterruptedException;

    /// With the server up again: goes on as a person would, until all is done.
    ///
    /// @param killed when it was
    /// @throws StoryBroken when something was lost or is half there
    void finish(Client client, Instant killed) throws IOException, InterruptedException;
}
