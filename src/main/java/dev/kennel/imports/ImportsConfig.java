package dev.kennel.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/// What may be imported by reference.
@ConfigMapping(prefix = "kennel.import")
interface ImportsConfig {

    /// Directories of the server below which files may be imported without copying; none by default.
    Optional<List<Path>> roots();
}
