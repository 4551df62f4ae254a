package dev.kennel.mixer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.kennel.mixer.Desk.Seat;
import dev.kennel.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeskTest {

    private static final MixTarget ONE = Targets.target("one");
    private static final MixTarget OTHER = Targets.target("other");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<LoadedFile> made = new ArrayList<>();
    private final Desk desk = new Desk(new Limits(), this::file, new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    });

    private int questions;

    private record Limits() implements MixerConfig {

        @Override
        public int files() {
            return 1;
        }

        @Override
        public int together() {
            return 2;
        }

        @Override
        public int waiting() {
            return 3;
        }

        @Override
        public Duration idle() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration kept() {
            return Duration.ofMinutes(10);
        }
    }

    @Test
    void questionsForTheSameFileShareItUpToTheLimitAndThenWait() throws Exception {
        Seat first = seated(question(ONE));
        Seat second = seated(question(ONE));
        Question third = question(ONE);
        CompletableFuture<Optional<Seat>> turn = third.comes();
        third.hears(0);

        first.close();

        assertThat(turn.get(1, TimeUnit.MINUTES)).isPresent();
        assertThat(second.file()).isSameAs(first.file());
        assertThat(made).hasSize(1);
    }

    @Test
    void whoComesFirstGoesFirstAndTheOthersHearHowManyAreBefore() throws Exception {
        Seat seat = seated(question(ONE));
        Question second = question(OTHER);
        CompletableFuture<Optional<Seat>> secondsTurn = second.comes();
        second.hears(0);
        Question third = question(ONE);
        CompletableFuture<Optional<Seat>> thirdsTurn = third.comes();
        third.hears(1);

        seat.close();
        Seat taken = secondsTurn.get(1, TimeUnit.MINUTES).orElseThrow();

        third.hears(0);
        assertThat(seat.file().isClosed()).isTrue();
        assertThat(thirdsTurn).isNotDone();
        taken.close();
        assertThat(thirdsTurn.get(1, TimeUnit.MINUTES)).isPresent();
    }

    @Test
    void aQueueThatIsFullTakesNoMore() throws Exception {
        seated(question(ONE));
        question(OTHER);
        question(OTHER);
        question(OTHER);

        assertThatThrownBy(() -> question(OTHER))
                .isInstanceOf(ProblemException.class)
                .hasMessage("Too many questions are waiting: 3 are, and no more may (kennel.mixer.waiting).");
        assertThat(desk.waiting()).isEqualTo(3);
    }

    @Test
    void whoIsStoppedWhileItWaitsGetsNoSeatAndHoldsNobodyUp() throws Exception {
        Seat seat = seated(question(ONE));
        Question second = question(OTHER);
        CompletableFuture<Optional<Seat>> secondsTurn = second.comes();
        Question third = question(ONE);
        CompletableFuture<Optional<Seat>> thirdsTurn = third.comes();

        second.mix.stop();
        desk.wake();

        assertThat(secondsTurn.get(1, TimeUnit.MINUTES)).isEmpty();
        assertThat(thirdsTurn.get(1, TimeUnit.MINUTES).orElseThrow().file()).isSameAs(seat.file());
    }

    @Test
    void aFileThatNobodyTalksToEndsAfterAWhile() throws Exception {
        Seat seat = seated(question(ONE));
        now.set(Instant.EPOCH.plus(Duration.ofHours(1)));
        desk.endIdle(Duration.ofMinutes(10));
        assertThat(seat.file().isClosed()).isFalse();

        seat.close();
        desk.endIdle(Duration.ofMinutes(10));
        assertThat(seat.file().isClosed()).isFalse();
        now.set(now.get().plus(Duration.ofMinutes(11)));
        desk.endIdle(Duration.ofMinutes(10));

        assertThat(seat.file().isClosed()).isTrue();
        assertThat(seated(question(ONE)).file()).isNotSameAs(seat.file());
    }

    @Test
    void aFileWhoseWorkerDiedIsNotGivenAgain() throws Exception {
        Seat seat = seated(question(ONE));

        seat.file().close();
        seat.close();

        assertThat(seated(question(ONE)).file()).isNotSameAs(seat.file());
    }

    private LoadedFile file(MixTarget target) {
        var file = new LoadedFile(target, 1, null, null, null);
        made.add(file);
        return file;
    }

    private Question question(MixTarget target) {
        var question = new Question(target);
        desk.enter(question.mix);
        return question;
    }

    private static Seat seated(Question question) throws Exception {
        return question.comes().get(1, TimeUnit.MINUTES).orElseThrow();
    }

    private final class Question {

        private final List<MixEvent> heard = new CopyOnWriteArrayList<>();
        private final Mix mix;

        Question(MixTarget target) {
            this.mix = new Mix(++questions, target, Targets.order(Map.of()), (_, event) -> heard.add(event));
        }

        CompletableFuture<Optional<Seat>> comes() {
            var turn = new CompletableFuture<Optional<Seat>>();
            Thread.ofVirtual().start(() -> {
                try {
                    turn.complete(desk.await(mix));
                } catch (InterruptedException e) {
                    turn.completeExceptionally(e);
                }
            });
            return turn;
        }

        /// Before it has waited a little: that is what a queue is.
        void hears(int ahead) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> mix.standing().state().equals(new MixState.Waiting(ahead))
                            && (ahead == 0 || heard.contains(new MixEvent.Waiting(ahead))));
        }
    }
}
