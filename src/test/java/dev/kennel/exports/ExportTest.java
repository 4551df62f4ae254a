package dev.kennel.exports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgufDigest;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.measure.DecodeTask;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.worker.WorkerListener;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.addRecipe;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.importModel;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@QuarkusTest
class ExportTest {

    private static final String MODEL = "exports/Qwen";

    @Inject
    Exports exports;

    @Inject
    WorkerFactory workers;

    @TempDir
    Path temporary;

    private final List<String> said = new ArrayList<>();

    private Path folder;

    @BeforeEach
    void measuredQuants() {
        folder = temporary.resolve("out/Qwen");
        requireModel(MODEL, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
        if (KennelApi.get("/models/" + MODEL + "/quants")
                .jsonPath()
                .getList("items")
                .isEmpty()) {
            done(sweep(MODEL, "Q4_0", "Q8_0"));
            done(submitted(post(
                    "/models/" + MODEL + "/measurements",
                    Map.of(
                            "texts",
                            List.of("stories"),
                            "context",
                            128,
                            "chunks",
                            2,
                            "speed",
                            Map.of("prompt", 16, "generation", 4, "repetitions", 2)))));
        }
    }

    @Test
    void theFolderHasTheRepositorysFilesAndTheirDigests() throws Exception {
        export();

        listed().forEach((path, sha256) -> assertThat(digest(path)).isEqualTo(sha256));
        assertThat(listed()).containsOnlyKeys("Qwen-Q4_0.gguf", "Qwen-Q8_0.gguf", imatrix());
        assertThat(folder)
                .isDirectoryContaining("glob:**/README.md")
                .isDirectoryContaining("glob:**/chart.svg")
                .isDirectoryContaining("glob:**/.gitattributes")
                .isDirectoryNotContaining("glob:**/" + ExportFolder.UNFINISHED);
        assertThat(sha256sum()).isZero();
        assertThat(folder.resolve(".gitattributes")).content().startsWith("*.gguf filter=lfs");
        assertThat(said.getLast()).isEqualTo("  hf upload " + MODEL + " " + folder + " .");
    }

    @Test
    void theCardIsOneThatHubsRead() throws Exception {
        export("--as", "me/Qwen-GGUF");

        String card = Files.readString(folder.resolve("README.md"));
        JsonNode front = new YAMLMapper().readTree(card.substring(4, card.indexOf("\n---\n")));
        assertThat(front.path("library_name").asText()).isEqualTo("gguf");
        assertThat(front.path("pipeline_tag").asText()).isEqualTo("text-generation");
        assertThat(front.path("quantized_by").asText()).isEqualTo("me");
        assertThat(front.path("tags")).extracting(JsonNode::asText).contains("gguf", "qwen35moe", "imatrix");
        assertThat(card)
                .contains("\n# me/Qwen-GGUF\n", "llama-server -hf me/Qwen-GGUF:", "](chart.svg)")
                .containsPattern("\\| Q8_0 \\| \\[\\d\\.\\d{5} ± ");
    }

    @Test
    void everyLinkOfACardLeadsToAFileOfTheFolder() throws Exception {
        export();

        List<Path> cards = new ArrayList<>(List.of(folder.resolve("README.md")));
        cards.addAll(children(folder.resolve("quants")));
        assertThat(cards).hasSize(3);
        for (Path card : cards) {
            List<String> links = links(card);
            assertThat(links).as(card.toString()).isNotEmpty();
            assertThat(links).as(card.toString()).allMatch(link -> Files.isRegularFile(card.resolveSibling(link)));
        }
    }

    @Test
    void theChartStandsAlone() throws Exception {
        export();

        var chart = DocumentBuilderFactory.newNSInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("chart.svg").toFile());
        assertThat(chart.getDocumentElement().getNodeName()).isEqualTo("svg");
        assertThat(chart.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(chart.getElementsByTagName("a").getLength()).isZero();
        assertThat(chart.getElementsByTagName("style").getLength()).isOne();
    }

    @Test
    void chosenQuantsComeAloneWithTheirCard() throws Exception {
        export("--quant", "q4_0");

        assertThat(folder.resolve("Qwen-Q4_0.gguf")).exists();
        assertThat(folder.resolve("Qwen-Q8_0.gguf")).doesNotExist();
        assertThat(folder.resolve("README.md")).content().contains("Q4_0").doesNotContain("Q8_0");
        assertThat(sha256sum()).isZero();
    }

    @Test
    void anInterruptedExportGoesOn() throws Exception {
        ExportRequest request = request();
        assertThatThrownBy(() -> exports.export(request, line -> {
                    throw new IllegalStateException("pulled the plug");
                }))
                .hasMessage("pulled the plug");
        assertThat(children(folder).stream().map(Path::getFileName).map(Path::toString))
                .containsExactlyInAnyOrder("Qwen-Q8_0.gguf", ExportFolder.UNFINISHED);
        Object first = identity("Qwen-Q8_0.gguf");
        begin("Qwen-Q4_0.gguf", Optional.empty());

        export();

        assertThat(said).contains("kept   Qwen-Q8_0.gguf");
        assertThat(identity("Qwen-Q8_0.gguf")).isEqualTo(first);
        assertThat(digest("Qwen-Q4_0.gguf")).isEqualTo(listed().get("Qwen-Q4_0.gguf"));
        assertThat(sha256sum()).isZero();
    }

    @Test
    void aBeginningThatIsWrongIsWrittenAnew() throws Exception {
        begin("Qwen-Q4_0.gguf", Optional.of((byte) 42));
        begin("Qwen-Q8_0.gguf", Optional.of((byte) 42));
        Path tooLong = folder.resolve(ExportFolder.UNFINISHED).resolve("Qwen-Q8_0.gguf");
        Files.write(tooLong, new byte[20_000_000], StandardOpenOption.APPEND);

        export();

        assertThat(sha256sum()).isZero();
        assertThat(digest("Qwen-Q4_0.gguf")).isEqualTo(listed().get("Qwen-Q4_0.gguf"));
        assertThat(digest("Qwen-Q8_0.gguf")).isEqualTo(listed().get("Qwen-Q8_0.gguf"));
    }

    @Test
    void whatAnEarlierExportWroteIsReplacedAndWhatAPersonWroteIsNot() throws Exception {
        export("--quant", "Q4_0");
        export("--as", "me/Qwen");
        assertThat(folder.resolve("README.md")).content().contains("# me/Qwen");
        Files.writeString(folder.resolve("README.md"), "My own words.");
        Files.writeString(folder.resolve("mine.txt"), "My own file.");

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining("README.md")
                .hasMessageContaining("--force");
        assertThat(folder.resolve("README.md")).hasContent("My own words.");

        export("--force");
        assertThat(folder.resolve("README.md")).content().contains("# " + MODEL);
        assertThat(folder.resolve("mine.txt")).hasContent("My own file.");
        assertThat(said).anyMatch(line -> line.contains("not of this export: mine.txt"));
    }

    @Test
    void whatCannotBeExportedIsSaidBeforeAnythingIsWritten() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        assertRefused("There is no model nobody/Nothing", ExportRequest.parse(List.of("nobody/Nothing", "" + folder)));
        assertRefused("has no quant Q9_9. There are: Q8_0, Q4_0", request("--quant", "Q9_9"));
        assertRefused("is a file, not a folder", ExportRequest.parse(List.of(MODEL, file.toString())));
        assertRefused("cannot be cut into parts of 100K", inParts(new PartSize(100_000, 100_000, "100K")));
        requireModel("exports/Bare", Fixtures.LLAMA);
        assertRefused("has no quant yet", ExportRequest.parse(List.of("exports/Bare", "" + folder)));
        assertThat(temporary.resolve("out")).doesNotExist();
    }

    @Test
    void largeQuantsAreWrittenInPartsThatAreTheSameModel() throws Exception {
        export("--split-max-size", "3M", "--quant", "Q8_0");

        List<Path> parts = children(folder).stream()
                .filter(path -> path.toString().contains("-of-"))
                .toList();
        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(parts.getFirst().getFileName()).hasToString("Qwen-Q8_0-00001-of-0000" + parts.size() + ".gguf");
        assertThat(folder.resolve("Qwen-Q8_0.gguf")).doesNotExist();
        assertThat(sha256sum()).isZero();
        assertThat(folder.resolve("quants/Qwen-Q8_0.md")).doesNotExist();
        assertThat(folder.resolve("quants/Q8_0.md")).content().contains("| in parts | `Qwen-Q8_0-00001-of-");

        Path whole = temporary.resolve("whole.gguf");
        Files.write(whole, downloaded("Qwen-Q8_0.gguf"));
        assertThat(tensors(parts.getLast())).isEqualTo(tensors(whole));
        assertThat(decodes(parts)).isTrue();
    }

    @Test
    void partsCanBeImportedAgainAsOneModel() throws Exception {
        importModel("exports/Full", Fixtures.LLAMA);
        addRecipe("name: FULL\nuse: All of it.\nbase: BF16\n");
        done(sweep("exports/Full", "FULL"));
        folder = directory();
        exports.export(
                ExportRequest.parse(List.of("exports/Full", folder.toString(), "--split-max-size", "4M")), said::add);
        Path first = children(folder).stream()
                .filter(path -> path.toString().contains("-00001-of-"))
                .findFirst()
                .orElseThrow();

        importModel("exports/Again", first);

        assertThat(KennelApi.get("/models/exports/Again/tensors?limit=200")
                        .jsonPath()
                        .getList("items.sha256"))
                .containsExactlyElementsOf(tensors(first));
        assertThat(KennelApi.get("/models/exports/Full/tensors?limit=200")
                        .jsonPath()
                        .getList("items.sha256"))
                .containsExactlyInAnyOrderElementsOf(tensors(first));
    }

    private void assertRefused(String reason, ExportRequest request) {
        assertThatThrownBy(() -> exports.export(request, said::add))
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining(reason);
    }

    private void export(String... options) throws Exception {
        said.clear();
        exports.export(request(options), said::add);
    }

    private ExportRequest inParts(PartSize size) {
        ExportRequest usual = request();
        return new ExportRequest(usual.model(), folder, List.of(), usual.hubName(), size, false);
    }

    private ExportRequest request(String... options) {
        return ExportRequest.parse(Stream.concat(Stream.of(MODEL, folder.toString()), Stream.of(options))
                .toList());
    }

    /// Half of a file as an export that was killed leaves it, its bytes right or all of them the given one.
    private void begin(String path, Optional<Byte> wrong) throws IOException {
        byte[] whole = downloaded(path);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        wrong.ifPresent(value -> Arrays.fill(half, value));
        Path begun = folder.resolve(ExportFolder.UNFINISHED).resolve(path);
        Files.createDirectories(begun.getParent());
        Files.write(begun, half);
    }

    private static byte[] downloaded(String path) {
        return given().get("/" + MODEL + "/resolve/main/" + path)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    /// SHA-256 of each file of the newest revision.
    private static Map<String, String> listed() {
        JsonPath tree = given().get("/api/models/" + MODEL + "/tree/main").jsonPath();
        var files = new HashMap<String, String>();
        List<String> paths = tree.getList("path");
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).endsWith(".gguf")) {
                files.put(paths.get(i), tree.getString("[" + i + "].lfs.oid"));
            }
        }
        return files;
    }

    private static String imatrix() {
        return Fixtures.QWEN_MOE_IMATRIX.getFileName().toString();
    }

    private String digest(String path) {
        try {
            return Sha256.of(folder.resolve(path)).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object identity(String path) throws IOException {
        return Files.getAttribute(folder.resolve(path), "unix:ino");
    }

    private int sha256sum() throws IOException, InterruptedException {
        return new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static List<String> links(Path card) throws IOException {
        return Pattern.compile("\\]\\(([^)]+)\\)")
                .matcher(Files.readString(card))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }

    private static List<String> tensors(Path file) throws IOException {
        return GgufDigest.of(GgufFiles.open(file), _ -> {}).tensors();
    }

    /// Whether llama.cpp itself loads and runs the model.
    private boolean decodes(List<Path> parts) throws Exception {
        var settings = new EvaluationSettings(128, 128, 128, Optional.of(1), 1);
        var text = new EvaluationText(Fixtures.STORIES, EvaluationText.Kind.PLAIN);
        try (var worker = workers.start()) {
            return worker.run(new DecodeTask(parts, text, settings), WorkerListener.deaf())
                            .chunks()
                    == 1;
        }
    }
}
