package dev.kennel.measuring;

import dev.kennel.jobs.ShareRun;

/// Tells a share how many tokens are read, over several steps one after the other.
final class TokensRead {

    private final ShareRun share;
    private long finished;
    private long given;

    TokensRead(ShareRun share) {
        this.share = share;
    }

    /// A step that an earlier attempt did.
    void given(long tokens) {
        given += tokens;
        finished += tokens;
        share.given(given);
        share.progress(finished);
    }

    /// So many tokens of the current step are read.
    void reached(long tokens) {
        share.progress(finished + tokens);
    }

    /// All tokens of the current step are read.
    void finished(long tokens) {
        finished += tokens;
        share.progress(finished);
    }
}
