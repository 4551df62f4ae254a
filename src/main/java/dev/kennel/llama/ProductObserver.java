package dev.kennel.llama;

import java.lang.foreign.MemorySegment;

/// Sees what goes into the products with a model's weights while a context decodes, a row at a time. Called by one
/// thread.
public interface ProductObserver {

    /// @param weight name of the model's tensor
    /// @param routed whether the weight holds experts, of which each token takes some
    /// @param tokens rows that are multiplied at once
    boolean wants(String weight, boolean routed, long tokens);

    /// A product is about to be shown.
    ///
    /// @param rowLength of its rows
    /// @param matrices that the weight holds: experts, or 1
    void begin(String weight, boolean routed, int rowLength, int matrices);

    /// @param matrix that the row is multiplied with
    /// @param values of which the row's floats begin at `offset`; valid during the call
    void row(int matrix, MemorySegment values, long offset);

    /// All rows of the product were shown.
    void end();
}
