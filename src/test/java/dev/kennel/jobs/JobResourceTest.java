package dev.kennel.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.ended;
import static dev.kennel.KennelApi.failed;
import static dev.kennel.KennelApi.get;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class JobResourceTest {

    @Inject
    JobFlow flow;

    @Inject
    JobLog log;

    @Inject
    TrialStage stage;

    @Test
    void aListTurnsItsPages() {
        stage.does(_ -> {});
        var ids = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            ids.add(submit());
        }
        ids.forEach(id -> done(id));

        JsonPath first = get("/jobs?limit=2").jsonPath();
        JsonPath second = get("/jobs?limit=2&cursor=" + first.getString("next")).jsonPath();

        assertThat(first.getList("items.id", Long.class)).containsExactly(ids.get(4), ids.get(3));
        assertThat(second.getList("items.id", Long.class)).containsExactly(ids.get(2), ids.get(1));
        assertThat(get("/jobs?limit=2").header("Link")).contains("rel=\"next\"");
        problem(get("/jobs?limit=0"), 400);
        problem(get("/jobs?cursor=zebra"), 400);
    }

    @Test
    void aLogTurnsItsPages() {
        stage.does(share -> {
            for (int i = 0; i < 5; i++) {
                share.log("line " + i);
            }
        });
        long id = submit();
        done(id);

        JsonPath first = get("/jobs/" + id + "/log?limit=3").jsonPath();

        assertThat(first.getList("items.line")).containsExactly("line 0", "line 1", "line 2");
        assertThat(get("/jobs/" + id + "/log?limit=3&cursor=" + first.getString("next"))
                        .jsonPath()
                        .getList("items.line"))
                .containsExactly("line 3", "line 4");
    }

    @Test
    void linesOfAnyKindAreKept() {
        stage.does(_ -> {});
        long id = submit();
        done(id);

        log.say(id, "a\0b" + "x".repeat(5_000));
        QuarkusTransaction.requiringNew().run(() -> log.note(id, List.of("one", "it's {two}, \"quoted\"", "three")));

        List<String> lines = get("/jobs/" + id + "/log").jsonPath().getList("items.line");
        assertThat(lines.getFirst()).startsWith("abx").endsWith(" …").hasSize(2_002);
        assertThat(lines.subList(1, 4)).containsExactly("one", "it's {two}, \"quoted\"", "three");
    }

    @Test
    void progressIsTold() {
        stage.does(share -> {
            share.given(40);
            share.progress(70);
            untilCancelled(share);
        });
        long id = submit();

        await().atMost(Duration.ofMinutes(15))
                .until(() -> get("/jobs/" + id).jsonPath(), job -> job.getInt("percent") == 70);

        JsonPath job = get("/jobs/" + id).jsonPath();
        assertThat(job.getString("state")).isEqualTo("RUNNING");
        assertThat(job.getString("stages[0].state")).isEqualTo("running");
        assertThat(job.getLong("secondsLeft")).isNotNegative();
        post("/jobs/" + id + "/cancel").then().statusCode(200);
        assertThat(ended(id).getString("stages[0].state")).isEqualTo("stopped");
    }

    @Test
    void aJobNeverGoesBackWhenWorkHasToBeDoneAgain() {
        stage.does(share -> {
            if (stage.runs() == 1) {
                share.progress(70);
                untilPercent(share, 70);
                throw new WorkerDied("it died");
            }
            share.given(60);
            share.progress(65);
            TimeUnit.MILLISECONDS.sleep(700);
            share.checkCancelled();
            share.progress(75);
            untilPercent(share, 75);
        });
        long id = submit();

        var shown = new ArrayList<Integer>();
        await().atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    shown.add(get("/jobs/" + id).jsonPath().getInt("percent"));
                    return shown.getLast() == 100;
                });

        assertThat(shown).contains(70).isSorted();
    }

    private static void untilPercent(ShareRun share, int percent) throws InterruptedException {
        while (get("/jobs/" + share.jobId()).jsonPath().getInt("percent") != percent) {
            share.checkCancelled();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void aRetryIsTimedFromItsOwnStart() {
        stage.does(_ -> {
            throw new TaskFailure("not today");
        });
        long id = submit();
        failed(id);

        stage.does(share -> {
            share.progress(70);
            untilCancelled(share);
        });
        post("/jobs/" + id + "/retry").then().statusCode(200);

        await().atMost(Duration.ofMinutes(15))
                .until(() -> get("/jobs/" + id).jsonPath(), job -> job.getInt("percent") == 70);
        assertThat(get("/jobs/" + id).jsonPath().getString("secondsLeft")).isNotNull();
        post("/jobs/" + id + "/cancel").then().statusCode(200);
        ended(id);
    }

    @Test
    void aFailedJobTellsWhyAndMayBeRetriedOrDiscarded() {
        stage.does(_ -> {
            throw new TaskFailure("the disk is on fire; call somebody");
        });
        long id = submit();

        assertThat(failed(id).getString("failure")).isEqualTo("the disk is on fire; call somebody");
        post("/jobs/" + id + "/retry").then().statusCode(200);
        failed(id);
        given().delete("/api/v1/jobs/" + id).then().statusCode(204);
        problem(get("/jobs/" + id), 404);
        assertThat(get("/jobs?limit=500").jsonPath().getList("items.id", Long.class))
                .doesNotContain(id);
    }

    @Test
    void whatIsOverCanNeitherBeRetriedNorDiscarded() {
        stage.does(_ -> {});
        long id = submit();
        done(id);

        post("/jobs/" + id + "/cancel").then().statusCode(200).body("state", is("DONE"));
        problem(post("/jobs/" + id + "/retry"), 409);
        problem(given().delete("/api/v1/jobs/" + id), 409);
    }

    @Test
    void aJobThatIsNotThereIsNotFound() {
        for (String path : List.of("", "/log")) {
            problem(get("/jobs/987654321" + path), 404);
        }
        problem(post("/jobs/987654321/cancel"), 404);
        problem(post("/jobs/987654321/retry"), 404);
    }

    private static void untilCancelled(ShareRun share) throws InterruptedException {
        while (true) {
            share.checkCancelled();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private long submit() {
        return QuarkusTransaction.requiringNew().call(() -> {
            Job job = flow.submit(TrialKind.NAME, "a trial", null, NullNode.getInstance());
            flow.open(job, TrialStage.NAME, List.of(new Work(NullNode.getInstance(), 100)));
            return job.id;
        });
    }
}
