package dev.kennel.hub;

import java.util.Comparator;

import dev.kennel.catalog.RepositoryFile;

/// The order of files for clients that take the first whose name contains `TAG-` or `TAG.`. A name that ends as
/// another's does is longer and comes after it, so that `F16` does not find `BF16`, nor `Q4_K_M` `UD-Q4_K_M`.
final class ClientOrder {

    static final Comparator<RepositoryFile> BY_PATH =
            Comparator.comparing((RepositoryFile file) -> file.path.length()).thenComparing(file -> file.path);

    private ClientOrder() {}
}
