package dev.kennel.access;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The names this server answers to. A page on another site can make a name of its own point here (DNS rebinding) and
/// would then be of the same origin; such a name is never one of these.
final class HostNames {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    private final Set<String> configured;
    private final boolean loopbackOnly;

    /// @param listen the address the server listens on
    HostNames(Set<String> configured, String listen) {
        this.configured =
                configured.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.loopbackOnly = isLoopback(listen);
    }

    /// Whether an address stays on this machine.
    static boolean isLoopback(String address) {
        String name = address.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || (IPV4.matcher(name).matches() && name.startsWith("127."));
    }

    /// @param host the request's `Host`, with or without a port
    boolean includes(String host) {
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        return isLoopback(name) || configured.contains(name) || (!loopbackOnly && isLiteral(name));
    }

    /// An address in numbers cannot be made to point elsewhere.
    private static boolean isLiteral(String name) {
        return IPV4.matcher(name).matches() || IPV6.matcher(name).matches();
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
