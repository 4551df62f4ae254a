package dev.kennel.catalog;

import java.util.Optional;

/// What a reader wants to see of a model's quants.
///
/// @param columns `behaviour` or `derivation`; behaviour when absent and anything was measured
/// @param evaluation the key of the one that quality figures are to be of; the commonest when absent
record ModelShow(Optional<String> columns, Optional<String> evaluation) {

    static final String DERIVATION = "derivation";
    static final ModelShow USUAL = new ModelShow(Optional.empty(), Optional.empty());
}
