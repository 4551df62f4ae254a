package dev.kennel.jobs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@QuarkusTest
class JobFlowTest {

    private static final Duration STUCK = Duration.ofMinutes(15);

    @Inject
    JobFlow flow;

    @Inject
    Jobs jobs;

    @Inject
    Shares shares;

    @Inject
    JobLog log;

    @Inject
    TrialStage stage;

    @Test
    void aJobIsDoneWhenItsSharesAre() {
        stage.does(_ -> {});

        long job = submit(3);

        awaitState(job, JobState.DONE);
        assertThat(stage.runs()).isEqualTo(3);
    }

    @Test
    void aLastChangeThatFailsLeavesTheShareOpenAndIsUndone() {
        var failures = new AtomicInteger();
        stage.does(share -> share.complete(() -> {
            rename(share.jobId(), "changed " + failures.incrementAndGet());
            if (failures.get() == 1) {
                throw new IllegalStateException("the change breaks");
            }
        }));

        long job = submit(1);

        awaitState(job, JobState.DONE);
        assertThat(title(job)).isEqualTo("changed 2");
    }

    @Test
    void aLastChangeThatHoldsCompletesTheShareWithIt() {
        stage.does(share -> {
            share.complete(() -> rename(share.jobId(), "changed"));
            throw new WorkerDied("too late to matter");
        });

        long job = submit(1);

        awaitState(job, JobState.DONE);
        assertThat(title(job)).isEqualTo("changed");
        assertThat(stage.runs()).isEqualTo(1);
    }

    @Test
    void aWorkerThatDiesTwiceIsReplacedTwice() {
        stage.does(_ -> dieUntilRun(3));

        long job = submit(1);

        awaitState(job, JobState.DONE);
        assertThat(lines(job)).containsExactly("attempt 1 of 3: it died", "attempt 2 of 3: it died");
    }

    @Test
    void aWorkerThatAlwaysDiesFailsTheJobWithTheReason() {
        stage.does(_ -> dieUntilRun(Integer.MAX_VALUE));

        long job = submit(1);

        awaitState(job, JobState.FAILED);
        assertThat(failure(job)).isEqualTo("Tried 3 times. it died");
    }

    @Test
    void attemptsThatTheServersEndCutShortAreNoDeaths() {
        stage.does(_ -> dieUntilRun(3));

        long job = QuarkusTransaction.requiringNew().call(() -> {
            long submitted = create(1, null);
            shares.update("attempt = 7 where jobId = ?1", submitted);
            return submitted;
        });

        awaitState(job, JobState.DONE);
    }

    @Test
    void aRetryNeverReusesAnAttemptsNumber() {
        stage.does(_ -> {
            throw new TaskFailure("no");
        });
        long job = submit(1);
        awaitState(job, JobState.FAILED);
        var second = new AtomicInteger();
        stage.does(share -> second.set(share.id().attempt()));

        flow.retry(job);

        awaitState(job, JobState.DONE);
        assertThat(second).hasValue(2);
    }

    @Test
    void aJobFailsOnlyOnceNoneOfItsSharesRuns() throws InterruptedException {
        var running = new CountDownLatch(2);
        var released = new CountDownLatch(1);
        stage.does(share -> {
            running.countDown();
            running.await();
            if (share.work().asInt() == 0) {
                throw new TaskFailure("the first share fails");
            }
            released.await();
            share.checkCancelled();
        });

        long job = submit(2);

        assertThat(running.await(STUCK.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitState(job, JobState.CANCELLING);
        assertThat(flow.discard(job)).isFalse();
        assertThat(flow.retry(job)).isFalse();
        released.countDown();
        awaitState(job, JobState.FAILED);
        assertThat(failure(job)).isEqualTo("the first share fails");
    }

    @Test
    void aCancelledJobGoesOnWhereItStopped() throws InterruptedException {
        var running = new CountDownLatch(1);
        stage.does(share -> {
            if (share.work().asInt() == 1) {
                running.countDown();
                runUntilCancelled(share);
            }
        });
        long job = submit(2);
        assertThat(running.await(STUCK.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(STUCK).until(() -> doneShares(job) == 1);
        flow.cancel(job);
        awaitState(job, JobState.CANCELLED);
        stage.does(_ -> {});

        flow.retry(job);

        awaitState(job, JobState.DONE);
        assertThat(stage.runs()).isEqualTo(1);
    }

    @Test
    void aJobThatIsCancelledAsItsLastShareEndsGoesOnWithTheNextStage() throws InterruptedException {
        var running = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        stage.does(_ -> {
            running.countDown();
            cancelled.await();
        });
        long job = submit(1);
        assertThat(running.await(STUCK.toSeconds(), TimeUnit.SECONDS)).isTrue();
        flow.cancel(job);
        cancelled.countDown();
        awaitState(job, JobState.CANCELLED);
        assertThat(doneShares(job)).isEqualTo(1);

        flow.retry(job);

        awaitState(job, JobState.DONE);
        assertThat(stage.runs()).isEqualTo(1);
    }

    @Test
    void aWorkerThatDiesAsItsJobIsCancelledIsNotReplaced() throws InterruptedException {
        var running = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        stage.does(_ -> {
            running.countDown();
            cancelled.await();
            throw new WorkerDied("it died");
        });
        long job = submit(1);
        assertThat(running.await(STUCK.toSeconds(), TimeUnit.SECONDS)).isTrue();
        flow.cancel(job);
        cancelled.countDown();

        awaitState(job, JobState.CANCELLED);

        assertThat(stage.runs()).isEqualTo(1);
        assertThat(sharesIn(job, ShareState.CANCELLED)).isEqualTo(1);
    }

    @Test
    void aJobWhoseSubjectIsGoneCannotGoOn() {
        stage.does(_ -> {
            throw new TaskFailure("it cannot be done");
        });
        long job = QuarkusTransaction.requiringNew().call(() -> create(1, "nobody/Nothing"));
        awaitState(job, JobState.FAILED);

        assertThatThrownBy(() -> flow.retry(job))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.problem())
                        .extracting(Problem::status, Problem::detail)
                        .containsExactly(409, "nobody/Nothing was deleted since."));
        assertThat(state(job)).isEqualTo(JobState.FAILED);
    }

    private static void runUntilCancelled(ShareRun share) throws InterruptedException {
        while (true) {
            share.checkCancelled();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void dieUntilRun(int run) throws WorkerDied {
        if (stage.runs() < run) {
            throw new WorkerDied("it died");
        }
    }

    private long submit(int count) {
        return QuarkusTransaction.requiringNew().call(() -> create(count, null));
    }

    private long create(int count, String subject) {
        Job job = flow.submit(TrialKind.NAME, "a trial", subject, NullNode.getInstance());
        List<Work> works = IntStream.range(0, count)
                .mapToObj(number -> new Work(IntNode.valueOf(number), 1))
                .toList();
        flow.open(job, TrialStage.NAME, works);
        return job.id;
    }

    private void rename(long job, String title) {
        jobs.findById(job).title = title;
    }

    private void awaitState(long job, JobState state) {
        await().atMost(STUCK).until(() -> state(job) == state);
    }

    private JobState state(long job) {
        return QuarkusTransaction.requiringNew().call(() -> jobs.stateOf(job));
    }

    private long doneShares(long job) {
        return sharesIn(job, ShareState.DONE);
    }

    private long sharesIn(long job, ShareState state) {
        return QuarkusTransaction.requiringNew().call(() -> shares.count("jobId = ?1 and state = ?2", job, state));
    }

    private String title(long job) {
        return QuarkusTransaction.requiringNew().call(() -> jobs.findById(job).title);
    }

    private String failure(long job) {
        return QuarkusTransaction.requiringNew().call(() -> jobs.findById(job).failure);
    }

    private List<String> lines(long job) {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        log.after(job, 0, 100).stream().map(line -> line.line).toList());
    }
}
