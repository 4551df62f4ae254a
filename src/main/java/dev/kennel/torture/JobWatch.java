package dev.kennel.torture;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.kennel.torture.Client.LogLine;

/// Follows jobs to their end.
record JobWatch(Client client) {

    /// @throws StoryBroken when the server accepted the job and knows nothing of it now
    JobReport report(long job) throws IOException, InterruptedException {
        return client.job(job).orElseThrow(() -> new StoryBroken("Job " + job + " was accepted and is not there."));
    }

    JobReport awaitOver(long job) throws InterruptedException {
        return Patience.awaiting("job " + job + " to end", () -> {
            JobReport report = answered(job);
            return report.over() ? Optional.of(report) : Optional.empty();
        });
    }

    /// @throws StoryBroken when it ends otherwise
    JobReport awaitDone(long job) throws IOException, InterruptedException {
        JobReport report = awaitOver(job);
        if (report.state() != JobReport.State.DONE) {
            throw new StoryBroken("Job " + job + " ended " + report.state() + ": "
                    + report.failure().orElse("no reason given") + "\nIts log:\n"
                    + client.log(job).stream().map(LogLine::toString).collect(Collectors.joining("\n")));
        }
        return report;
    }

    /// As [#report], where the server has to answer.
    JobReport answered(long job) throws InterruptedException {
        try {
            return report(job);
        } catch (IOException e) {
            throw new StoryBroken("The server does not say how far job " + job + " is: " + e, e);
        }
    }
}
