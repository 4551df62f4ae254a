package dev.kennel.catalog;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A tensor of a model or of a quant.
///
/// @param ordinal its place in the file, from 0
/// @param shape the row length first
/// @param sha256 of its bytes; null in a file made elsewhere
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Tensor")
record TensorJson(int ordinal, String name, String type, List<Long> shape, long bytes, String sha256) {

    static TensorJson of(TensorSearch.Tensor tensor) {
        return new TensorJson(
                tensor.ordinal(),
                tensor.name(),
                tensor.type().ggmlName(),
                tensor.shape(),
                tensor.bytes(),
                tensor.sha256());
    }
}
