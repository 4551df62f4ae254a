package dev.kennel.machine;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param directory of the store's staged files and blobs
/// @param blobs how many there are
/// @param blobBytes of all of them
/// @param quants of the catalog that were made here
/// @param quantBytes their files' sizes added up; more than the blobs', as quants share tensors
/// @param free bytes free on the store's disk
/// @param available of them, what blobs may still take beside the reserve
@Schema(name = "StoreUse")
record StoreUse(String directory, long blobs, long blobBytes, long quants, long quantBytes, long free, long available) {

    /// How many times larger the quants would be as files of their own, 0 without any.
    public double saving() {
        return blobBytes == 0 || quants == 0 ? 0 : (double) quantBytes / blobBytes;
    }
}
