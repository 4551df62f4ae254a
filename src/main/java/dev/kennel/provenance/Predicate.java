package dev.kennel.provenance;

/// What a [Statement] says of its subject.
sealed interface Predicate permits SlsaProvenance, MadeElsewhere {

    /// The URI of the predicate's type.
    String typeUri();
}
