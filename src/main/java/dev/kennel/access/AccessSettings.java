package dev.kennel.access;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the [Guard] that the configuration asks for, and refuses to start an open server.
final class AccessSettings {

    /// llama.cpp sends only tokens of this shape on.
    private static final String HOW = "set kennel.access.token (KENNEL_ACCESS_TOKEN) to at least "
            + SharedToken.SHORTEST
            + " characters that nobody guesses; made with: echo hf_$(openssl rand -hex 20)";

    private AccessSettings() {}

    @Produces
    @Singleton
    static Guard guard(AccessConfig config, @ConfigProperty(name = "quarkus.http.host") String listen, Clock clock) {
        return guard(listen, config.hosts().orElse(Set.of()), config.token(), clock);
    }

    static Guard guard(String listen, Set<String> hosts, Optional<String> token, Clock clock) {
        if (token.isEmpty() && !HostNames.isLoopback(listen)) {
            throw new ConfigurationException(
                    ("quarkus.http.host is %s, so other machines could use it, and there is no"
                                    + " token to keep strangers out. Listen on 127.0.0.1, or %s.")
                            .formatted(listen, HOW),
                    Set.of("kennel.access.token"));
        }
        if (token.isPresent() && token.get().length() < SharedToken.SHORTEST) {
            throw new ConfigurationException(
                    "kennel.access.token has only %d characters; %s."
                            .formatted(token.get().length(), HOW),
                    Set.of("kennel.access.token"));
        }
        return new Guard(new HostNames(hosts, listen), token.map(SharedToken::new), clock);
    }
}
