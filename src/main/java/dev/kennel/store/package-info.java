/// The bookkeeping of blobs: which there are, which units they hold, who needs them, and what may go.
///
/// A blob stays while something refers to it (the view `blob_reference`) or a [Holder] pins it. Whoever makes a
/// reference holds a pin until the transaction with the reference has committed.
package dev.kennel.store;
