package dev.kennel.provenance;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kennel.KennelApi;
import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.failed;
import static dev.kennel.KennelApi.importModel;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Each test has a model of its own, so that what it damages is no other test's.
@QuarkusTest
class RebuildTest {

    private static final String TENSOR = "blk.1.ffn_up.weight";

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    @Inject
    EntityManager entities;

    @Inject
    BlobFiles blobs;

    @Test
    void theSameBytesComeOutAndNothingIsReused() throws Exception {
        swept("rebuild/Same", 320);

        JsonPath job = rebuilt("rebuild/Same");

        assertThat(job.getBoolean("detail.result.same")).isTrue();
        assertThat(job.getString("detail.result.madeSha256")).isEqualTo(job.getString("detail.result.sha256"));
        assertThat(job.getList("detail.result.differences")).isEmpty();
        List<String> found = KennelApi.get("/models/rebuild/Same/quants/Q4_0/rebuild")
                .jsonPath()
                .getList("items.verdict");
        assertThat(found).containsExactly("The same bytes came out.");
        assertThat(blobs.staging()).isEmptyDirectory();
    }

    @Test
    void aStoredUnitWithOtherBytesIsReportedByName() throws Exception {
        swept("rebuild/Damaged", 384);
        Path blob = blobs.path(new Sha256(recorded("Damaged")));
        byte[] whole = Files.readAllBytes(blob);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(blob, damaged);
        try {
            JsonPath job = rebuilt("rebuild/Damaged");

            assertThat(job.getBoolean("detail.result.same")).isFalse();
            assertThat(job.getString("detail.result.madeSha256")).isEqualTo(job.getString("detail.result.sha256"));
            assertThat(job.getList("detail.result.differences.part")).containsExactly(TENSOR);
            assertThat(job.getString("detail.result.differences[0].stored"))
                    .isEqualTo(Sha256.of(damaged).hex());
            assertThat(job.getString("detail.result.differences[0].made"))
                    .isEqualTo(Sha256.of(whole).hex());
        } finally {
            Files.write(blob, whole);
        }
        assertThat(rebuilt("rebuild/Damaged").getBoolean("detail.result.same")).isTrue();
    }

    @Test
    void aRecordedDigestThatIsAnothersIsReportedOnThePages() throws Exception {
        swept("rebuild/Recorded", 448);
        String right = recorded("Recorded");
        record("Recorded", recorded("Recorded", "blk.0.ffn_up.weight"));
        try {
            Page page =
                    browser.open(View.PHONE, "/rebuild/Recorded/quants/Q4_0").page();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make it again and compare"))
                    .click();
            long job = Long.parseLong(page.url().replaceFirst(".*/jobs/(\\d+).*", "$1"));
            done(job);

            assertThat(browser.open(View.PHONE, "/jobs/" + job)
                            .looksSound("rebuild-job")
                            .page()
                            .locator("[aria-labelledby=rebuild]"))
                    .containsText("1 of 20 tensors is not the same.");
            assertThat(browser.open(View.PHONE, "/rebuild/Recorded/quants/Q4_0")
                            .looksSound("rebuild-quant")
                            .page()
                            .locator("[aria-labelledby=origin]"))
                    .containsText("1 of 20 tensors is not the same.");
            assertThat(browser.open(View.DESKTOP, "/rebuild/Recorded/quants/Q4_0/provenance")
                            .looksSound("rebuild-provenance")
                            .page()
                            .locator("tr", new Page.LocatorOptions().setHasText(TENSOR)))
                    .containsText("comes out with other bytes than recorded");
        } finally {
            record("Recorded", right);
        }
    }

    @Test
    void aSourceThatChangedOrIsGoneIsSaid() throws Exception {
        Path source = swept("rebuild/Source", 512);
        try (var channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {42, 42, 42, 42}), channel.size() / 2);
        }

        assertThat(failed(submitted(post("/models/rebuild/Source/quants/Q4_0/rebuild")))
                        .getString("failure"))
                .contains("has changed since it was imported");

        Files.delete(source);
        assertThat(failed(submitted(post("/models/rebuild/Source/quants/Q4_0/rebuild")))
                        .getString("failure"))
                .contains(source + " is gone");
    }

    @Test
    void whatWasFoundIsNeverChanged() throws Exception {
        swept("rebuild/Final", 576);
        rebuilt("rebuild/Final");

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> entities.createNativeQuery("update rebuild set same = false")
                                .executeUpdate()))
                .hasMessageContaining("never changed");
    }

    private static JsonPath rebuilt(String model) {
        return done(submitted(post("/models/" + model + "/quants/Q4_0/rebuild")));
    }

    /// A quant of a model of these dimensions, which no other test has.
    ///
    /// @return the model's source
    private static Path swept(String model, int embedding) throws Exception {
        Path source = GeneratedModels.llama(GgmlType.F16, embedding, embedding + 32)
                .write(directory().resolve("source.gguf"));
        importModel(model, source);
        done(sweep(model, "Q4_0"));
        return source;
    }

    private String recorded(String model) {
        return recorded(model, TENSOR);
    }

    private String recorded(String model, String tensor) {
        return QuarkusTransaction.requiringNew().call(() -> (String) entities.createNativeQuery("""
                        select t.blob_sha256 from artifact_tensor t join quant q on q.artifact_id = t.artifact_id
                            join repository r on r.id = q.repository_id
                        where r.owner = 'rebuild' and r.name = :model and t.name = :tensor
                        """)
                .setParameter("model", model)
                .setParameter("tensor", tensor)
                .getSingleResult());
    }

    private void record(String model, String sha256) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery("""
                        update artifact_tensor t set blob_sha256 = :sha256
                        from quant q join repository r on r.id = q.repository_id
                        where q.artifact_id = t.artifact_id and r.owner = 'rebuild' and r.name = :model
                            and t.name = :tensor
                        """)
                .setParameter("sha256", sha256)
                .setParameter("model", model)
                .setParameter("tensor", TENSOR)
                .executeUpdate());
    }
}
