package dev.kennel.sweeps;

/// The work of an encoding share: the source tensors `from` up to but not including `to`.
record SweepShare(int from, int to) {}
