package dev.kennel.measuring;

/// A file that is measured.
///
/// @param name as [QuantRef] writes it
/// @param sha256 of the file, its identity: what is measured is this and nothing that has the name later
/// @param quantId of the quant; null for the model's own source
/// @param bytes of the file
public record Subject(String name, String sha256, Long quantId, long bytes) {

    boolean isBase() {
        return quantId == null;
    }
}
