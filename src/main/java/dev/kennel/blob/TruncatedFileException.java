package dev.kennel.blob;

import java.io.IOException;

/// A file is shorter than a virtual file needs it to be: it was cut or replaced after it had been stored.
public final class TruncatedFileException extends IOException {

    public TruncatedFileException(Segment.Region region, long available) {
        super(region.file() + " ends after byte " + (region.offset() + available) + ", but "
                + (region.offset() + region.length()) + " bytes of it are needed. Run ./kennel verify.");
    }
}
