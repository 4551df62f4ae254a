package dev.kennel.access;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;

/// Who may talk to this server.
@ConfigMapping(prefix = "kennel.access")
interface AccessConfig {

    /// The names, without port, under which people reach this server, besides the loopback ones: `kennel.example.org`.
    Optional<Set<String>> hosts();

    /// The shared secret that every request must bring. Without one the server listens on the loopback address only.
    Optional<String> token();
}
