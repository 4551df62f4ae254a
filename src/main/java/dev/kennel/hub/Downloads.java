package dev.kennel.hub;

import java.net.URI;

/// Finds the file behind the address of a download. Called on a thread that may block.
public interface Downloads {

    /// @param owner of the repository
    /// @param name of the repository
    /// @param revision a revision's id, or `main`
    /// @param path of the file within the repository
    /// @param server the address that the client uses
    Found find(String owner, String name, String revision, String path, URI server);

    /// What there is at an address.
    sealed interface Found {

        record File(Served served) implements Found {}

        /// It was there once, its revision still names it, but its bytes were deleted.
        ///
        /// @param reason for people: what was deleted, and where to look instead
        record Gone(String reason) implements Found {}

        /// It should be there, but the store lost some of its bytes.
        ///
        /// @param remedy for people: how to have them again
        record Incomplete(String path, String remedy) implements Found {}

        /// @param what is missing
        /// @param reason for people, with the name that was looked for
        record Absent(Missing what, String reason) implements Found {}
    }

    /// The error codes of the Hugging Face protocol.
    enum Missing {
        REPOSITORY("RepoNotFound"),
        REVISION("RevisionNotFound"),
        ENTRY("EntryNotFound");

        private final String code;

        Missing(String code) {
            this.code = code;
        }

        /// As it stands in `X-Error-Code`.
        public String code() {
            return code;
        }
    }
}
