package dev.kennel.imports;

import dev.kennel.blob.Sha256;
import dev.kennel.imports.Inspection.CompanionFile;

/// A companion whose bytes are in the store.
record StoredCompanion(CompanionFile companion, Sha256 blob) {}
