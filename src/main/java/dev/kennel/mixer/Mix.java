package dev.kennel.mixer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.kennel.steer.MixBegun;
import dev.kennel.steer.MixStep;
import dev.kennel.steer.MixTurn;
import dev.kennel.web.Problem;

/// A question that is put to a file twice, steered and unsteered, with what both have answered so far.
final class Mix {

    private final long id;
    private final MixTarget target;
    private final MixOrder order;
    private final BiConsumer<Mix, MixEvent> listener;
    private final Said unsteered = new Said();
    private final Said steered = new Said();

    private Map<String, Double> settings;
    private MixState state = new MixState.Waiting(0);
    private Optional<MixBegun> begun = Optional.empty();
    private boolean stopping;
    private Instant overAt = Instant.MAX;

    /// @param listener told what happens, on the thread that answers
    Mix(long id, MixTarget target, MixOrder order, BiConsumer<Mix, MixEvent> listener) {
        this.id = id;
        this.target = target;
        this.order = order;
        this.listener = listener;
        this.settings = order.settings();
    }

    /// How both answers stand at a moment.
    ///
    /// @param settings that act now, by feature
    record Standing(
            MixState state, Map<String, Double> settings, Optional<MixBegun> begun, Voice unsteered, Voice steered) {}

    /// @param pace tokens a second
    record Voice(List<MixStep.Piece> spans, int tokens, double pace) {

        private static Voice of(Said said) {
            return new Voice(said.spans(), said.tokens(), said.pace());
        }
    }

    long id() {
        return id;
    }

    MixTarget target() {
        return target;
    }

    MixOrder order() {
        return order;
    }

    /// What has been said in this talk, this question with its answers last.
    ///
    /// @throws dev.kennel.web.ProblemException as long as it is being answered
    synchronized List<MixTurn> talk() {
        if (!state.isOver()) {
            throw Problem.conflict("Question " + id + " is still being answered")
                    .next("Wait until it is, or stop it.")
                    .exception();
        }
        List<MixTurn> talk = new ArrayList<>(order.earlier());
        talk.add(new MixTurn(order.question(), unsteered.text(), steered.text()));
        return talk;
    }

    synchronized Standing standing() {
        return new Standing(state, settings, begun, Voice.of(unsteered), Voice.of(steered));
    }

    /// By what each vector is multiplied, from now on.
    synchronized List<Double> strengths() {
        return target.strengths(settings);
    }

    /// Moves the sliders. In the middle of an answer they act on what follows.
    ///
    /// @param settings by feature
    /// @throws dev.kennel.web.ProblemException when nothing follows any more
    synchronized void turn(Map<String, Double> settings) {
        if (state.isOver()) {
            throw Problem.conflict("The answers to question " + id + " are over")
                    .next("Ask again with these settings.")
                    .exception();
        }
        this.settings = Map.copyOf(settings);
    }

    /// Lets it end soon.
    synchronized void stop() {
        stopping = true;
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    /// Never, as long as it is not over.
    synchronized Instant overAt() {
        return overAt;
    }

    void waits(int ahead) {
        if (become(new MixState.Waiting(ahead))) {
            listener.accept(this, new MixEvent.Waiting(ahead));
        }
    }

    void loads() {
        become(new MixState.Loading());
        listener.accept(this, new MixEvent.Loading());
    }

    void hasRead(MixBegun begun) {
        synchronized (this) {
            this.begun = Optional.of(begun);
            this.state = new MixState.Answering();
        }
        listener.accept(
                this,
                new MixEvent.Reading(
                        begun.promptTokens(), begun.plain(), begun.moved().map(change -> change != 0)));
    }

    void says(MixStep step) {
        MixEvent.Words words;
        synchronized (this) {
            unsteered.add(step.unsteered().pieces(), step.nanos());
            steered.add(step.steered().pieces(), step.nanos());
            words = new MixEvent.Words(voice(step.unsteered(), unsteered), voice(step.steered(), steered));
        }
        listener.accept(this, words);
    }

    private static MixEvent.Voice voice(MixStep.Voice now, Said inAll) {
        return new MixEvent.Voice(now.pieces(), inAll.tokens(), inAll.pace());
    }

    void isDone(Instant at) {
        end(new MixState.Done(), at, new MixEvent.Over("done", Optional.empty()));
    }

    void isStopped(Instant at) {
        end(new MixState.Stopped(), at, new MixEvent.Over("stopped", Optional.empty()));
    }

    void fails(String reason, Instant at) {
        end(new MixState.Failed(reason), at, new MixEvent.Over("failed", Optional.of(reason)));
    }

    private void end(MixState how, Instant at, MixEvent.Over event) {
        synchronized (this) {
            if (state.isOver()) {
                return;
            }
            state = how;
            overAt = at;
        }
        listener.accept(this, event);
    }

    /// @return whether that is new
    private synchronized boolean become(MixState next) {
        boolean changed = !state.equals(next);
        state = next;
        return changed;
    }
}
