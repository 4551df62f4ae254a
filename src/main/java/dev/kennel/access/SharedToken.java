package dev.kennel.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret that everyone who may use this server knows, and the sessions that a browser gets for it: an instant of
/// expiry with its HMAC under the secret, so that a new secret ends them all and nothing need be stored.
final class SharedToken {

    static final int SHORTEST = 20;
    static final Duration SESSION = Duration.ofDays(30);

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] digest;
    private final SecretKeySpec sessionKey;

    SharedToken(String value) {
        this.digest = sha256(value);
        this.sessionKey = new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /// In a time that says nothing about how much of it was right.
    boolean matches(String candidate) {
        return MessageDigest.isEqual(digest, sha256(candidate));
    }

    /// Whether an `Authorization` brings the secret: as `Bearer`, or as the password of `Basic` with any user name.
    boolean matchesAuthorization(String authorization) {
        return secretIn(authorization).filter(this::matches).isPresent();
    }

    String newSession(Instant now) {
        String expiry = Long.toString(now.plus(SESSION).getEpochSecond());
        return expiry + "." + mac(expiry);
    }

    boolean isSession(String session, Instant now) {
        int dot = session.indexOf('.');
        if (dot < 1 || dot > 12) {
            return false;
        }
        String expiry = session.substring(0, dot);
        return MessageDigest.isEqual(bytes(mac(expiry)), bytes(session.substring(dot + 1)))
                && now.getEpochSecond() < Long.parseLong(expiry);
    }

    private static Optional<String> secretIn(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String credentials = authorization.substring(space + 1).strip();
        return switch (authorization.substring(0, space).toLowerCase(java.util.Locale.ROOT)) {
            case "bearer" -> Optional.of(credentials);
            case "basic" -> password(credentials);
            default -> Optional.empty();
        };
    }

    private static Optional<String> password(String basic) {
        try {
            String userAndPassword = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = userAndPassword.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(userAndPassword.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String mac(String expiry) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(sessionKey);
            return HexFormat.of().formatHex(mac.doFinal(bytes("kennel session " + expiry)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] sha256(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(value));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
