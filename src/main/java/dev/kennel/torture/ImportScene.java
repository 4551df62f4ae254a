package dev.kennel.torture;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.kennel.torture.Models.Model;

/// A model is imported by reference.
final class ImportScene implements Scene {

    /// How far it gets before it is interrupted.
    enum Moment {
        ASKED_FOR,
        ACCEPTED,
        RUNNING
    }

    private final Ledger ledger;
    private final Moment moment;
    private Model model;
    private Call<Long> job;

    ImportScene(Ledger ledger, Moment moment) {
        this.ledger = ledger;
        this.moment = moment;
    }

    @Override
    public String title() {
        return "import of " + model.repository() + ", " + moment;
    }

    @Override
    public void begin(ServerProcess server) throws IOException, InterruptedException {
        model = ledger.newModel();
        job = Call.begin(() -> ask(server.client()));
        switch (moment) {
            case ASKED_FOR -> {}
            case ACCEPTED -> job.answer();
            case RUNNING -> awaitRunning(server.client(), job.answer().orElseThrow());
        }
    }

    @Override
    public void finish(Client client, Instant killed) throws IOException, InterruptedException {
        refuseHalfVisible(client);
        Optional<Long> accepted = job.answer();
        long id = accepted.isPresent() ? accepted.get() : acceptedUnheard(client);
        new JobWatch(client).awaitDone(id);
        if (client.files(model.repository()).isEmpty()) {
            throw new StoryBroken("Job " + id + " is done, but " + model.repository() + " is not there.");
        }
        ledger.imported(model);
    }

    private static void awaitRunning(Client client, long id) throws InterruptedException {
        var watch = new JobWatch(client);
        Patience.awaitThat("job " + id + " to run", () -> watch.answered(id).state() != JobReport.State.QUEUED);
    }

    private long ask(Client client) throws IOException, InterruptedException {
        return client.importModel(model.repository(), model.file().toString());
    }

    /// The answer was lost: the job may be there or not.
    private long acceptedUnheard(Client client) throws IOException, InterruptedException {
        List<JobReport> jobs = client.jobsAbout(model.repository());
        return jobs.isEmpty() ? ask(client) : jobs.getFirst().id();
    }

    /// The model is entered and the job done in one transaction. The model is looked for first: so a job that ends in
    /// between is no contradiction.
    private void refuseHalfVisible(Client client) throws IOException, InterruptedException {
        if (client.files(model.repository()).isPresent()
                && client.jobsAbout(model.repository()).stream().noneMatch(JobReport::over)) {
            throw new StoryBroken(model.repository() + " is there, but its import goes on.");
        }
    }
}
