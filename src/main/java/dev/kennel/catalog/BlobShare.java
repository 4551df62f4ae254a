package dev.kennel.catalog;

/// What becomes of the blobs of something that is deleted.
///
/// @param freedBytes of blobs that nothing else refers to
/// @param sharedBytes of blobs that stay, because something else has the same content
record BlobShare(long freedBytes, long sharedBytes) {}
