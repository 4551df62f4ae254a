package dev.kennel.sweeps;

/// A tensor of a quant in the making, with its finished unit.
record QuantTensor(String name, SweepUnit unit) {}
