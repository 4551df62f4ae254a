package dev.kennel.access;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// Tells requests that another site made a browser send from those that are meant.
final class Origins {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_FETCH_SITES = Set.of("same-origin", "none");

    private Origins() {}

    /// Whether a request changes something, or opens a conversation, on behalf of another site. Programs send neither
    /// `Origin` nor `Sec-Fetch-Site`, browsers at least one of them.
    ///
    /// @param upgrade whether it asks for a WebSocket
    /// @param host the request's `Host`
    /// @param origin its `Origin`, null where it has none
    /// @param fetchSite its `Sec-Fetch-Site`, likewise
    static boolean isForged(String method, boolean upgrade, String host, String origin, String fetchSite) {
        if (SAFE_METHODS.contains(method) && !upgrade) {
            return false;
        }
        boolean foreignOrigin = origin != null && !isSame(origin, host);
        boolean foreignSite = fetchSite != null && !OWN_FETCH_SITES.contains(fetchSite.toLowerCase(Locale.ROOT));
        return foreignOrigin || foreignSite;
    }

    private static boolean isSame(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
