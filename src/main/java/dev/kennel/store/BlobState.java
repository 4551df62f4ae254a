package dev.kennel.store;

/// The life of a blob's row. There is no row before the blob is durable and none after its file is gone.
enum BlobState {
    READY,
    /// Its file was damaged or is missing: what refers to it is incomplete until the same bytes are brought again.
    LOST,
    /// Nothing may use it any more: its file is gone or about to go.
    DELETING
}
