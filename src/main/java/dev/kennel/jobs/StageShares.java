package dev.kennel.jobs;

import java.util.List;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

/// Says how far the single shares of a stage are, for kinds of jobs whose shares mean something to people.
@ApplicationScoped
public class StageShares {

    private final Shares shares;

    StageShares(Shares shares) {
        this.shares = shares;
    }

    /// In their order; none while the stage is not open.
    public List<ShareProgress> of(long jobId, String stage) {
        return shares.ofStage(jobId, stage).stream().map(StageShares::progress).toList();
    }

    private static ShareProgress progress(Share share) {
        long percent = share.workTotal == 0 ? 0 : 100 * Math.min(share.workDone, share.workTotal) / share.workTotal;
        return new ShareProgress(share.ordinal, share.state.name().toLowerCase(Locale.ROOT), (int) percent);
    }
}
