package dev.kennel.provenance;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.LlamaQuantize;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ShardedTensor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.failed;
import static dev.kennel.KennelApi.importBelonging;
import static dev.kennel.KennelApi.importModel;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.hamcrest.Matchers.containsString;

@QuarkusTest
class DerivationCheckTest {

    private static final String LLAMA = "derivation/Llama";
    private static final String TENSOR = "blk.1.ffn_up.weight";

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    @Inject
    LlamaQuantize llamaQuantize;

    @Test
    void whatLlamaQuantizeMadeWithoutAMatrixIsExact() throws Exception {
        requireModel(LLAMA, Fixtures.LLAMA);
        published(LLAMA, "alice/Exact-GGUF", quant(Fixtures.LLAMA, Optional.empty(), "Q4_K_S"));

        JsonPath result = checked("alice/Exact-GGUF", "Q4_K_S", "");

        assertThat(result.getString("verdict"))
                .startsWith("All ")
                .endsWith(" tensors are exactly what llama.cpp v0.5.0 makes from this base without an importance"
                        + " matrix.");
        assertThat(result.getBoolean("same")).isTrue();
        assertThat(result.getList("differences")).isEmpty();
        assertThat(result.getList("exactTensors.made", String.class))
                .contains("PLAIN", "COPIED")
                .doesNotContain("WEIGHTED");
    }

    @Test
    void whatWasMadeWithAMatrixIsExactWithTheOneThatTheFileNames() throws Exception {
        String base = "derivation/Named";
        requireModel(base, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
        published(base, "alice/Named-GGUF", quant(Fixtures.QWEN_MOE, Optional.of(Fixtures.QWEN_MOE_IMATRIX), "Q4_K_S"));

        JsonPath with = checked("alice/Named-GGUF", "Q4_K_S", "");
        JsonPath without = checked("alice/Named-GGUF", "Q4_K_S", "?imatrix=none");

        assertThat(with.getBoolean("same")).as(with.getString("verdict")).isTrue();
        assertThat(with.getString("verdict")).endsWith("with qwen3.5-moe-9m.imatrix.gguf.");
        assertThat(with.getList("exactTensors.made", String.class)).contains("WEIGHTED", "COPIED");
        assertThat(without.getBoolean("same")).isFalse();
        assertThat(without.getList("differences.closest", String.class)).containsOnly("PLAIN");
        assertThat(without.getDouble("differences[0].difference.madeError")).isPositive();
    }

    @Test
    void aMatrixUnderAnotherNameIsFoundByWhatTheFileSaysOfIt() throws Exception {
        String base = "derivation/Renamed";
        importModel(base, Fixtures.QWEN_MOE);
        importBelonging(base, Files.copy(Fixtures.QWEN_MOE_IMATRIX, directory().resolve("other-name.imatrix.gguf")));
        published(base, "alice/Renamed-GGUF", quant(Fixtures.QWEN_MOE, Optional.of(Fixtures.QWEN_MOE_IMATRIX), "Q5_0"));

        JsonPath result = checked("alice/Renamed-GGUF", "Q5_0", "");

        assertThat(result.getString("imatrix")).isEqualTo("other-name.imatrix.gguf");
        assertThat(result.getBoolean("same")).as(result.getString("verdict")).isTrue();
    }

    @Test
    void oneAlteredTensorDiffersAndTheOthersAreExact() throws Exception {
        requireModel(LLAMA, Fixtures.LLAMA);
        Path file = quant(Fixtures.LLAMA, Optional.empty(), "Q8_0");
        ShardedTensor tensor = tensor(file);
        // a block of q8_0 is a scale in two bytes and 32 weights of one
        addToByte(file, tensor.fileOffset() + 2 + 5, 40);
        published(LLAMA, "bob/Altered-GGUF", file);

        Page page = browser.open(View.DESKTOP, "/bob/Altered-GGUF/quants/Q8_0").page();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check the derivation"))
                .click();
        done(Long.parseLong(page.url().replaceFirst(".*/jobs/(\\d+).*", "$1")));

        JsonPath result = KennelApi.get("/models/bob/Altered-GGUF/quants/Q8_0/derivation-check")
                .jsonPath();
        assertThat(result.getList("differences.part")).containsExactly(TENSOR);
        assertThat(result.getInt("exact")).isEqualTo(result.getInt("tensors") - 1);
        result.setRootPath("differences[0].difference");
        assertThat(result.getLong("differingBytes")).isEqualTo(1);
        assertThat(result.getLong("differingBlocks")).isEqualTo(1);
        assertThat(result.getLong("bytes")).isEqualTo(tensor.bytes());
        assertThat(result.getDouble("largest")).isPositive();
        // the only difference, of all weights
        assertThat(result.getDouble("error") * Math.sqrt(tensor.info().elements()))
                .isCloseTo(result.getDouble("largest"), withPercentage(0.001));
        assertThat(result.getDouble("givenError")).isGreaterThan(result.getDouble("madeError"));
        for (View view : List.of(View.DESKTOP, View.PHONE)) {
            Page quant = browser.open(view, "/bob/Altered-GGUF/quants/Q8_0")
                    .looksSound("derivation-check")
                    .page();
            assertThat(quant.locator("[aria-labelledby=check] tbody tr").first())
                    .containsText(TENSOR);
            assertThat(quant.locator("[aria-labelledby=check] details summary")).containsText("more");
            assertThat(browser.open(view, "/bob/Altered-GGUF/quants/Q8_0/provenance")
                            .looksSound("derivation-check-provenance")
                            .page()
                            .locator("[aria-labelledby=check]"))
                    .containsText("1 differs");
        }
    }

    @Test
    void aFileThatChangedSinceItsImportIsNotChecked() throws Exception {
        requireModel(LLAMA, Fixtures.LLAMA);
        Path file = quant(Fixtures.LLAMA, Optional.empty(), "Q5_1");
        published(LLAMA, "bob/Gone-GGUF", file);
        Files.delete(file);

        JsonPath job = failed(submitted(post("/models/bob/Gone-GGUF/quants/Q5_1/derivation-check?imatrix=none")));

        assertThat(job.getString("failure")).contains(file + " is gone, or has changed");
        problem(post("/models/bob/Gone-GGUF/quants/Q5_1/derivation-check"), 409)
                .body("detail", containsString(file.toString()));
    }

    @Test
    void eachKindOfQuantIsSentToItsOwnTest() throws Exception {
        requireModel(LLAMA, Fixtures.LLAMA);
        done(sweep(LLAMA, "Q4_0"));
        published(LLAMA, "bob/Kind-GGUF", quant(Fixtures.LLAMA, Optional.empty(), "Q5_0"));

        problem(post("/models/" + LLAMA + "/quants/Q4_0/derivation-check"), 422)
                .body("next", containsString("Make it again"));
        problem(post("/models/bob/Kind-GGUF/quants/Q5_0/rebuild"), 422)
                .body("next", containsString("Check its derivation"));
        problem(post("/models/bob/Kind-GGUF/quants/Q5_0/derivation-check?imatrix=nowhere.gguf"), 422)
                .body("detail", containsString("nowhere.gguf"));
        problem(KennelApi.get("/models/bob/Kind-GGUF/quants/Q5_0/derivation-check"), 404);
    }

    private static JsonPath checked(String repository, String quant, String query) {
        String address = "/models/" + repository + "/quants/" + quant + "/derivation-check";
        done(submitted(post(address + query)));
        return KennelApi.get(address).then().statusCode(200).extract().jsonPath();
    }

    private Path quant(Path source, Optional<Path> imatrix, String recipe) throws Exception {
        return Files.move(
                llamaQuantize.quant(source, imatrix, recipe), directory().resolve("Pup-" + recipe + ".gguf"));
    }

    private static void published(String base, String repository, Path file) {
        done(submitted(submitImport(Map.of("base", base, "repository", repository, "path", file.toString()))));
    }

    private static ShardedTensor tensor(Path file) throws Exception {
        return GgufFiles.open(file).tensors().stream()
                .filter(tensor -> tensor.name().equals(TENSOR))
                .findFirst()
                .orElseThrow();
    }

    private static void addToByte(Path file, long position, int amount) throws Exception {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) > 0 ? one.get(0) - amount : one.get(0) + amount));
            channel.write(one.flip(), position);
        }
    }
}
