package dev.kennel.store;

import java.util.Optional;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;

/// A staged file that is to become a blob.
///
/// @param unit what it is, when it is an encoded tensor
public record NewBlob(Staged staged, Optional<NewUnit> unit) {

    /// A file that is not an encoded tensor: a header, an upload.
    public static NewBlob of(Staged staged) {
        return new NewBlob(staged, Optional.empty());
    }

    public static NewBlob of(Staged staged, NewUnit unit) {
        return new NewBlob(staged, Optional.of(unit));
    }

    Sha256 sha256() {
        return staged.sha256();
    }
}
