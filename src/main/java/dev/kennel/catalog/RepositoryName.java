package dev.kennel.catalog;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// `{owner}/{name}`, checked: both are part of addresses, file names and commands.
public record RepositoryName(String owner, String name) {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");

    /// First parts of Kennel's own addresses.
    private static final Set<String> RESERVED = Set.of(
            "api",
            "assets",
            "q",
            "jobs",
            "recipes",
            "ladders",
            "features",
            "vectors",
            "mixer",
            "machine",
            "import",
            "imports",
            "uploads",
            "compare",
            "measurements",
            "texts",
            "sign-in",
            "sign-out",
            "openapi",
            "metrics",
            "health",
            "v2",
            "models",
            "reports",
            "docs",
            "static",
            "webjars",
            "_static");

    /// @throws IllegalArgumentException saying what is wrong with which part
    public RepositoryName {
        check("owner", owner);
        check("name", name);
        if (RESERVED.contains(owner.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "The owner '" + owner + "' is part of Kennel's own addresses; choose another.");
        }
    }

    /// @throws IllegalArgumentException likewise
    public static RepositoryName parse(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + path + "' is not of the form owner/name.");
        }
        return new RepositoryName(path.substring(0, slash), path.substring(slash + 1));
    }

    private static void check(String part, String value) {
        if (!PART.matcher(value).matches() || value.contains("..")) {
            throw new IllegalArgumentException(
                    "The " + part + " '" + value + "' must begin with a letter or digit, then"
                            + " have only letters, digits, '.', '_' and '-' (no two dots in a row), 96 at most.");
        }
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
