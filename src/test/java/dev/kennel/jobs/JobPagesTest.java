package dev.kennel.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import com.fasterxml.jackson.databind.node.NullNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.browser.Visit;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.worker.TaskFailure;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.failed;
import static dev.kennel.KennelApi.job;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
class JobPagesTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final View WITHOUT_JAVASCRIPT = View.PHONE.withoutJavaScript();
    private static final Duration STUCK = Duration.ofMinutes(15);
    private static final String TITLE = "Trying the patience of jobpages/Pup";

    @Inject
    JobFlow flow;

    @Inject
    Jobs jobs;

    @Inject
    JobLog log;

    @Inject
    TrialStage stage;

    @Inject
    EntityManager entities;

    /// What a blocked share waits for.
    private final Semaphore steps = new Semaphore(0);

    @AfterEach
    void nothingWaits() {
        steps.release(1_000);
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aRunningJobIsFollowedByItself(View view) {
        stage.does(share -> {
            share.log("a third is there");
            share.progress(30);
            step(share);
            share.progress(70);
            step(share);
        });
        Page page = browser.open(view, "/jobs/" + submit()).page();

        eventually(page.locator(".verdict"), "30 % done");
        eventually(page.locator("pre.log"), "a third is there");
        steps.release();
        eventually(page.locator(".verdict"), "70 % done");
        eventually(page.locator(".stages .running"), "running: 70 % of 100 bytes");
        steps.release();
        eventually(page.locator(".verdict"), "Done");
        assertThat(page.locator("#cancel, #retry, #discard")).hasCount(0);
    }

    @Test
    void withJavaScriptThePageIsNeverLoadedAgain() {
        stage.does(this::step);
        Page page = browser.open(View.DESKTOP, "/jobs/" + submit()).page();
        page.evaluate("document.documentElement.dataset.loaded = 'once'");
        page.locator("#cancel").focus();
        page.waitForResponse(response -> response.url().endsWith("/live"), () -> {});

        assertThat(page.locator("#cancel")).isFocused();
        steps.release();

        eventually(page.locator(".verdict"), "Done");
        assertThat(page.locator("html")).hasAttribute("data-loaded", "once");
    }

    @ParameterizedTest
    @MethodSource("viewsThatStay")
    void aRunningJobsPageIsSound(View view) {
        stage.does(share -> {
            share.log("blk.0.attn_q.weight  " + "a_line_without_an_end_".repeat(12));
            share.progress(40);
            step(share);
        });
        Visit visit = browser.open(view, "/jobs/" + submit());
        eventually(visit.page().locator(".verdict"), "40 % done");

        visit.looksSound("job-running");

        assertThat(visit.page().locator(".status + progress")).hasAttribute("value", "40");
    }

    /// Without JavaScript a running job's page loads itself again, perhaps while it is looked at.
    static Stream<View> viewsThatStay() {
        return Stream.of(View.DESKTOP, View.PHONE, View.DESKTOP.inTheDark());
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aCancelledJobIsRetriedOrDiscarded(View view) {
        stage.does(share -> {
            share.progress(40);
            step(share);
        });
        Visit visit = browser.open(view, "/jobs/" + submit());
        Page page = visit.page();
        eventually(page.locator(".verdict"), "40 % done");

        button(page, "Cancel the job").click();
        eventually(page.locator(".verdict"), "Cancelled at 40 %.");
        visit.looksSound("job-cancelled");
        assertThat(page.locator(".stages .stopped")).containsText("stopped at 40 %");

        steps.release();
        button(page, "Retry").click();
        eventually(page.locator(".verdict"), "Done");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aFailedJobSaysWhyAndWhatToDo(View view) {
        stage.does(_ -> {
            throw new TaskFailure("/models/pup-00001-of-00003.gguf changed since its import. Import it again: "
                    + "0123456789abcdef".repeat(8));
        });
        long id = submit();
        failed(id);

        Visit visit = browser.open(view, "/jobs/" + id).looksSound("job-failed");

        Page page = visit.page();
        assertThat(page.locator(".verdict")).containsText("Failed at 0 %.");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("changed since its import. Import it again");
        Page list = browser.open(view, "/jobs").looksSound("jobs-failed").page();
        assertThat(list.locator("#jobs").boundingBox().width)
                .isLessThanOrEqualTo(list.locator("main").boundingBox().width);
        button(page, "Discard").click();
        assertThat(page.locator("h1")).hasText("What is being done?");
        assertThat(page.locator("a[href='/jobs/" + id + "']")).hasCount(0);
        assertThat(visit.goTo("/jobs/" + id)).isEqualTo(404);
        assertThat(page.locator("main")).containsText("It may have been discarded.");
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void theListIsFollowedByItself(View view) {
        stage.does(share -> {
            share.progress(30);
            step(share);
        });
        long id = submit();
        Page page = browser.open(view, "/jobs").page();
        Locator row = page.locator("tr", new Page.LocatorOptions().setHas(page.locator("a[href='/jobs/" + id + "']")));

        eventually(row, "running");
        eventually(row, "30 %");
        steps.release();
        eventually(row, "done");
        eventually(row, "100 %");
    }

    @Test
    void olderJobsAreOnPagesOfTheirOwn() {
        stage.does(_ -> {});
        List<Long> ids = IntStream.range(0, 51).mapToObj(_ -> submit()).toList();
        ids.forEach(id -> done(id));
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/jobs").looksSound("jobs").page();
        assertThat(page.locator("#jobs tbody tr")).hasCount(50);

        link(page, "Older jobs").click();

        assertThat(page.locator("#jobs tbody tr a").first()).hasAttribute("href", "/jobs/" + ids.getFirst());
        link(page, "Newest jobs").click();
        assertThat(page.locator("#jobs tbody tr a").first()).hasAttribute("href", "/jobs/" + ids.getLast());
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void withoutJobsThePageSaysHowToBegin(View view) {
        Map<Long, String> states = hideJobs();
        try {
            Page page = browser.open(view, "/jobs").looksSound("jobs-none").page();

            assertThat(page.locator(".empty h2")).hasText("No job yet");
            assertThat(page.locator(".empty a")).hasAttribute("href", "/import");
        } finally {
            showJobs(states);
        }
    }

    @Test
    void beforeTheOldestJobThereIsAWayBack() {
        Page page = browser.open(View.PHONE, "/jobs?before=1")
                .looksSound("jobs-none-older")
                .page();

        assertThat(page.locator(".empty h2")).hasText("No older job");
        assertThat(page.locator(".empty a")).hasAttribute("href", "/jobs");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aLogIsReadFromItsEndAndKeepsWhatIsNoText(View view) {
        stage.does(_ -> {});
        long id = submit();
        done(id);
        List<String> lines = IntStream.rangeClosed(1, 1_500)
                .mapToObj(number -> "line " + number + (number == 1_500 ? " <script>alert(1)</script>" : ""))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> log.note(id, lines));
        Page page = browser.open(view, "/jobs/" + id).page();
        assertThat(page.locator("pre.log")).containsText("line 1500 <script>alert(1)</script>");
        assertThat(page.locator("pre.log")).not().containsText("line 1488");

        link(page, "Whole log").click();
        assertThat(page.locator("pre.log")).containsText(Pattern.compile("^\\d\\d:\\d\\d:\\d\\d  line 501\n"));
        link(page, "Earlier lines").click();

        assertThat(page.locator("pre.log")).containsText(Pattern.compile("line 1\n"));
        assertThat(page.locator("pre.log")).containsText(Pattern.compile("line 500\\s*$"));
        assertThat(link(page, "Earlier lines")).hasCount(0);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void theWholeLogIsSound(View view) {
        stage.does(share -> {
            share.log("a_line_without_an_end_".repeat(12));
            share.log("blk.0.attn_q.weight             q4_0     simd    12 ms  stored 0123456789ab");
        });
        long id = submit();
        done(id);

        Visit visit = browser.open(view, "/jobs/" + id + "/log").looksSound("job-log");
        assertThat(visit.page().locator(".log .line").last().innerText())
                .as("columns where there is room, no gaps where there is none")
                .contains(view.phone() ? "attn_q.weight q4_0 simd 12 ms" : "attn_q.weight             q4_0     simd");

        assertThat(visit.page().locator("h1")).hasText(TITLE);
        assertThat(visit.goTo("/jobs/987654321/log")).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void anImportThatIsDoneLeadsToItsModel(View view) {
        long id = submitted(submitImport(
                Map.of("repository", "jobpages/Imported-" + view.name(), "path", Fixtures.LLAMA.toString())));
        done(id);

        Page page = browser.open(view, "/jobs/" + id).looksSound("job-import").page();
        link(page, "Open jobpages/Imported-" + view.name()).click();

        assertThat(page.locator("h1")).hasText("Imported-" + view.name());
    }

    @ParameterizedTest
    @MethodSource("viewsThatStay")
    void aSweepThatWaitsIsCancelledAndRetriedOnItsPage(View view) {
        String model = "jobpages/Waiting-" + view.name();
        small(model);
        stage.does(Lane.CPU, this::step);
        long before = submit();
        await().atMost(STUCK).until(() -> stage.runs() == 1);
        Visit visit = browser.open(view, "/jobs/" + sweep(model, "Q5_0", "Q6_K"));
        Page page = visit.page();
        assertThat(page.locator(".verdict")).hasText("Waiting for its turn.");
        visit.looksSound("job-sweep-waiting");

        button(page, "Cancel the job").click();
        assertThat(page.locator(".verdict")).containsText("Cancelled at");
        visit.looksSound("job-sweep-cancelled");
        button(page, "Retry").click();
        assertThat(page.locator(".verdict")).hasText("Waiting for its turn.");
        steps.release();

        eventually(page.locator(".verdict"), "Done");
        assertThat(page.locator(".quant-bars a")).hasCount(2);
        done(before);
    }

    private static void small(String repository) {
        Path directory = directory();
        requireModel(repository, GeneratedModels.llama(GgmlType.F16, 256, 1024).write(directory.resolve("small.gguf")));
    }

    private long submit() {
        return QuarkusTransaction.requiringNew().call(() -> {
            Job job = flow.submit(TrialKind.NAME, TITLE, null, NullNode.getInstance());
            flow.open(job, TrialStage.NAME, List.of(new Work(NullNode.getInstance(), 100)));
            return job.id;
        });
    }

    private void step(ShareRun share) throws InterruptedException {
        while (!steps.tryAcquire(50, TimeUnit.MILLISECONDS)) {
            share.checkCancelled();
        }
    }

    /// Takes all jobs off the list.
    ///
    /// @return their states, to put back
    @SuppressWarnings("unchecked")
    private Map<Long, String> hideJobs() {
        await("the end of all jobs").atMost(STUCK).until(this::allJobsAreOver);
        return QuarkusTransaction.requiringNew().call(() -> {
            var states = new HashMap<Long, String>();
            List<Tuple> rows = entities.createNativeQuery("select id, state from job", Tuple.class)
                    .getResultList();
            rows.forEach(row -> states.put(row.get("id", Number.class).longValue(), row.get("state", String.class)));
            entities.createNativeQuery("update job set state = 'DISCARDED'").executeUpdate();
            return states;
        });
    }

    private boolean allJobsAreOver() {
        return QuarkusTransaction.requiringNew()
                .call(() -> jobs.count("state in ?1", List.of(JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING))
                        == 0);
    }

    private void showJobs(Map<Long, String> states) {
        QuarkusTransaction.requiringNew()
                .run(() -> states.forEach(
                        (id, state) -> entities.createNativeQuery("update job set state = ?2 where id = ?1")
                                .setParameter(1, id)
                                .setParameter(2, state)
                                .executeUpdate()));
    }

    private static void eventually(Locator locator, String text) {
        assertThat(locator)
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(STUCK.toMillis()));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }
}
