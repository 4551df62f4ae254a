package dev.kennel.catalog;

import java.util.List;

import dev.kennel.measurements.QualityTable;

/// The quants of a model in an order, with what their quality figures are of.
record QuantListing(List<QuantRow> rows, QualityTable quality) {}
