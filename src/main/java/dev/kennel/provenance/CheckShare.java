package dev.kennel.provenance;

/// The tensors of the file that a share checks, by their order: `from` to before `to`.
record CheckShare(int from, int to) {}
