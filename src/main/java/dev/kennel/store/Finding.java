package dev.kennel.store;

import java.util.List;

/// Something that is not as it should be in the store.
///
/// @param subject a blob's digest or a file's path
/// @param explanation what is wrong, in numbers, and what can be done
/// @param referrers some of the quants, tensors and files that need the blob
/// @param outcome what has been done about it
public record Finding(Problem problem, String subject, String explanation, List<String> referrers, Outcome outcome) {

    public Finding {
        referrers = List.copyOf(referrers);
    }

    /// Damage loses something; leftovers are what a killed process leaves, and go at the next start.
    public enum Severity {
        DAMAGE,
        LEFTOVER
    }

    /// What has been done.
    public enum Outcome {
        /// It has been put right.
        MENDED,
        /// The damaged bytes are gone, and have to be made again.
        DROPPED,
        /// Nothing.
        LEFT
    }

    /// What can be wrong.
    public enum Problem {
        /// A blob's file is not there.
        MISSING_FILE(Severity.DAMAGE),
        /// A blob's file is longer or shorter than it was.
        WRONG_SIZE(Severity.DAMAGE),
        /// A blob's file has other bytes than its digest says.
        WRONG_CONTENT(Severity.DAMAGE),
        /// Something refers to a blob that the store does not know.
        UNKNOWN_BLOB(Severity.DAMAGE),
        /// A blob that was lost is there again: somebody put its file back.
        FOUND_AGAIN(Severity.LEFTOVER),
        /// A deletion has begun and not ended.
        HALF_DELETED(Severity.LEFTOVER),
        /// A file that no row knows.
        ORPHAN(Severity.LEFTOVER),
        /// A file whose name is not a blob's. Kennel leaves it alone.
        STRANGER(Severity.LEFTOVER);

        private final Severity severity;

        Problem(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }
    }
}
