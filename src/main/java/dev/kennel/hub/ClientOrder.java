package dev.kennel.hub;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import dev.kennel.catalog.RepositoryFile;

/// The order of files for clients that take the first whose name contains `TAG-` or `TAG.`: a name that ends like
/// another's comes after it, so that `F16` does not find `BF16`.
final class ClientOrder {

    private static final List<Pattern> LAST =
            List.of(Pattern.compile("BF16\\b"), Pattern.compile("TQ1_0\\b"), Pattern.compile("TQ2_0\\b"));

    static final Comparator<RepositoryFile> BY_PATH = Comparator.comparing(
                    (RepositoryFile file) -> hidesAnother(file.path))
            .thenComparing(file -> file.path);

    private ClientOrder() {}

    private static boolean hidesAnother(String path) {
        return LAST.stream().anyMatch(name -> name.matcher(path).find());
    }
}
