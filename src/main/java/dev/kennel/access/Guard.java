package dev.kennel.access;

import java.time.Clock;
import java.util.Optional;

import dev.kennel.web.Problem;

/// Decides who is let in: the name the request was sent to, whether another site forged it, and the shared token
/// where there is one.
final class Guard {

    static final String SIGN_IN = "/sign-in";

    /// What the sign-in page itself needs.
    private static final String ASSETS = "/assets/";

    private static final Verdict LET_IN = new Verdict.LetIn();

    private final HostNames names;
    private final Optional<SharedToken> token;
    private final AttemptLimit limit;
    private final Clock clock;

    Guard(HostNames names, Optional<SharedToken> token, Clock clock) {
        this.names = names;
        this.token = token;
        this.limit = new AttemptLimit(clock);
        this.clock = clock;
    }

    Verdict judge(AccessRequest request) {
        if (request.host() == null || !names.includes(request.host())) {
            return new Verdict.Refused(Problem.forbidden("This server does not go by that name")
                    .because(
                            request.host() == null
                                    ? "The request names no host."
                                    : "The request is for the host '%s'.".formatted(request.host()))
                    .next("Use one of the names this server is known by, or add this one to kennel.access.hosts.")
                    .kind("foreign-host"));
        }
        if (Origins.isForged(
                request.method(), request.upgrade(), request.host(), request.origin(), request.fetchSite())) {
            return new Verdict.Refused(Problem.forbidden("Another site may not do this here")
                    .because("The request was sent from a page of another site (Origin %s, Sec-Fetch-Site %s)."
                            .formatted(request.origin(), request.fetchSite()))
                    .next("Do it from a page of this server. A proxy in front of it must pass Host on unchanged.")
                    .kind("foreign-origin"));
        }
        return token.map(secret -> judge(request, secret)).orElse(LET_IN);
    }

    SignIn signIn(String candidate, String address) {
        if (limit.isReached(address)) {
            return new SignIn.TooManyAttempts();
        }
        if (token.isEmpty() || !token.get().matches(candidate)) {
            limit.failed(address);
            return new SignIn.Wrong();
        }
        return new SignIn.Accepted(token.get().newSession(clock.instant()));
    }

    boolean needsSignIn() {
        return token.isPresent();
    }

    private Verdict judge(AccessRequest request, SharedToken secret) {
        if (isOpen(request) || hasSession(request, secret)) {
            return LET_IN;
        }
        if (request.authorization() == null) {
            return unauthorized("The request brings no token.");
        }
        if (limit.isReached(request.address())) {
            return new Verdict.TooManyAttempts(Problem.of(429, "Too many wrong tokens")
                    .because("%d were sent from your address within a minute.".formatted(AttemptLimit.ALLOWED))
                    .next("Wait a minute, then try again with the right one."));
        }
        if (secret.matchesAuthorization(request.authorization())) {
            return LET_IN;
        }
        limit.failed(request.address());
        return unauthorized("The token that the request brings is not the right one.");
    }

    private boolean hasSession(AccessRequest request, SharedToken secret) {
        return request.session() != null && secret.isSession(request.session(), clock.instant());
    }

    /// Only plain paths: nothing that a later reader could take for another one.
    private static boolean isOpen(AccessRequest request) {
        String path = request.path();
        boolean plain = path != null && !path.contains("%") && !path.contains("..") && !path.contains("//");
        return plain && (path.equals(SIGN_IN) || path.startsWith(ASSETS));
    }

    private static Verdict unauthorized(String reason) {
        return new Verdict.Unauthorized(Problem.of(401, "Sign in first")
                .because(reason)
                .next("Send the shared token (kennel.access.token) as 'Authorization: Bearer …' or as the password of"
                        + " HTTP Basic with any user name; in a browser, sign in at " + SIGN_IN + ".")
                .kind("token-needed"));
    }
}
