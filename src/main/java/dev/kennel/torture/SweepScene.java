package dev.kennel.torture;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kennel.torture.Models.Model;

/// A model that was never swept is swept.
final class SweepScene implements Scene {

    private static final Pattern TO_MAKE = Pattern.compile("(\\d+) units to make");

    /// How far it gets before it is interrupted.
    sealed interface Moment {

        boolean reached(JobReport job);

        /// @param part of its units that are done, 0 to 1
        record Encoding(double part) implements Moment {

            @Override
            public boolean reached(JobReport job) {
                return job.stage().equals(Optional.of("sweep.encode")) && job.unitsDone() >= part * job.units()
                        || job.quantsMade() > 0;
            }
        }

        /// @param quants that are made
        record Assembling(int quants) implements Moment {

            @Override
            public boolean reached(JobReport job) {
                return job.stage().equals(Optional.of("sweep.assemble")) && job.quantsMade() >= quants;
            }
        }
    }

    private final Ledger ledger;
    private final List<String> recipes;
    private final Moment moment;
    private Model model;
    private long job;
    private JobReport before;

    SweepScene(Ledger ledger, List<String> recipes, Moment moment) {
        this.ledger = ledger;
        this.recipes = recipes;
        this.moment = moment;
    }

    @Override
    public String title() {
        return "sweep of " + model.repository() + ", " + before.unitsDone() + " of " + before.units() + " units and "
                + before.quantsMade() + " of " + before.quants() + " quants made";
    }

    @Override
    public void begin(ServerProcess server) throws IOException, InterruptedException {
        Client client = server.client();
        var watch = new JobWatch(client);
        model = new Preparation(client, ledger).imported();
        job = client.sweep(model.repository(), recipes);
        Patience.awaitThat("job " + job + " to get far enough", () -> {
            before = watch.answered(job);
            return moment.reached(before) || before.over();
        });
    }

    @Override
    public void finish(Client client, Instant killed) throws IOException, InterruptedException {
        var watch = new JobWatch(client);
        JobReport now = watch.report(job);
        if (now.unitsDone() < before.unitsDone() || now.quantsMade() < before.quantsMade()) {
            throw new StoryBroken("Job " + job + " lost work: before the kill " + before + ", after it " + now);
        }
        JobReport done = watch.awaitDone(job);
        if (done.unitsDone() != done.units() || done.quantsMade() != recipes.size()) {
            throw new StoryBroken("Job " + job + " is done without having made everything: " + done);
        }
        refuseComputedAgain(client, killed);
        ledger.swept(model, recipes);
        new Shelf(client, ledger).check(model);
    }

    /// Each share says at its beginning how many units it has to make.
    private void refuseComputedAgain(Client client, Instant killed) throws IOException, InterruptedException {
        int toMake = client.log(job).stream()
                .filter(line -> line.at().isAfter(killed))
                .map(line -> TO_MAKE.matcher(line.text()))
                .filter(Matcher::find)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .sum();
        if (toMake > before.units() - before.unitsDone()) {
            throw new StoryBroken("Job " + job + " set out to make " + toMake + " units after the kill, though "
                    + before.unitsDone() + " of " + before.units() + " had been made before.");
        }
    }
}
