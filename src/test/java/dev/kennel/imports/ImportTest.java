package dev.kennel.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelFile;
import dev.kennel.catalog.ModelTensor;
import dev.kennel.catalog.Models;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.importModel;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.submitImport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class ImportTest {

    @Inject
    Models models;

    @Test
    @Transactional
    void aModelIsReadWhereItLies() throws IOException {
        importModel("pups/Pup-Llama", Fixtures.LLAMA);

        Model model = models.named("pups", "pup-llama").orElseThrow();
        assertThat(model.architecture).isEqualTo("llama");
        assertThat(model.sourceBytes).isEqualTo(Files.size(Fixtures.LLAMA));
        assertThat(model.sourceSha256).isEqualTo(sha256(Fixtures.LLAMA));
        ModelFile file = models.files(model).getFirst();
        assertThat(file.path).isEqualTo(Fixtures.LLAMA.toString());
        assertThat(file.blobSha256).as("nothing is copied").isNull();
        assertThat(models.tensors(model)).extracting(tensor -> tensor.name).contains("token_embd.weight");
    }

    @Test
    @Transactional
    void aDirectoryIsAModelWithItsCompanions() throws IOException {
        Path directory = directory();
        Files.copy(Fixtures.QWEN_MOE, directory.resolve("model.gguf"));
        Files.copy(Fixtures.QWEN_MOE_IMATRIX, directory.resolve("stories.imatrix.gguf"));

        importModel("pups/With-Companions", directory);

        Model model = models.named("pups", "With-Companions").orElseThrow();
        Companion imatrix = models.imatrix(model).orElseThrow();
        assertThat(imatrix.filename).isEqualTo("stories.imatrix.gguf");
        assertThat(imatrix.sha256).isEqualTo(sha256(Fixtures.QWEN_MOE_IMATRIX));
    }

    @Test
    @Transactional
    void anyShardStandsForTheWholeSplitModel() throws IOException {
        Path directory = directory();
        List<Path> shards = GeneratedModels.llama(GgmlType.F16, 128, 256).writeShards(directory, "Split", 3);

        importModel("pups/Split", shards.get(1));

        Model model = models.named("pups", "Split").orElseThrow();
        assertThat(models.files(model))
                .extracting(file -> file.filename)
                .containsExactlyElementsOf(shards.stream()
                        .map(shard -> shard.getFileName().toString())
                        .toList());
        assertThat(models.tensors(model))
                .extracting((ModelTensor tensor) -> tensor.shard)
                .contains(0, 1, 2);
    }

    @Test
    void namesThatAreAddressesOfSomethingElseAndEndlessTextsAreRefused() {
        for (String name : List.of("wordy/card.md", "wordy/facts.JSON")) {
            problem(submitImport(Map.of("repository", name, "path", Fixtures.LLAMA.toString())), 400)
                    .body("errors[0].message", containsString("must not end in .md or .json"));
        }
        problem(
                        submitImport(Map.of(
                                "repository",
                                "wordy/Wordy",
                                "path",
                                Fixtures.LLAMA.toString(),
                                "licence",
                                "x".repeat(5000))),
                        422)
                .body("errors[0].message", is("It has 5,000 characters; 300 are enough to say it."));
    }

    @Test
    void aTakenNameIsRefused() {
        importModel("pups/Taken", Fixtures.LLAMA);

        problem(submitImport(Map.of("repository", "Pups/taken", "path", Fixtures.LLAMA.toString())), 409)
                .body("errors.field", hasItem("repository"));
    }

    @Test
    void whatLiesOutsideOfTheRootsIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(directory().resolve("link.gguf"), Path.of("/etc/hostname"));

        problem(submitImport(Map.of("repository", "pups/Outside", "path", "/etc/hostname")), 422)
                .body("detail", containsString("kennel.import.roots"));
        problem(submitImport(Map.of("repository", "pups/Outside", "path", "/etc/no-such-file")), 422)
                .body("detail", containsString("kennel.import.roots"));
        problem(submitImport(Map.of("repository", "pups/Outside", "path", link.toString())), 422)
                .body("detail", containsString("kennel.import.roots"));
    }

    @Test
    void aShardThatLeadsOutsideOfTheRootsIsRefused() throws IOException {
        Path directory = directory();
        List<Path> shards = GeneratedModels.llama(GgmlType.F16, 128, 256).writeShards(directory, "Split", 2);
        Path outside = Files.createTempDirectory("outside").resolve("shard.gguf");
        Files.move(shards.get(1), outside);
        Files.createSymbolicLink(shards.get(1), outside);

        problem(
                        submitImport(Map.of(
                                "repository",
                                "pups/Leads",
                                "path",
                                shards.getFirst().toString())),
                        422)
                .body("detail", containsString("kennel.import.roots"));
        problem(submitImport(Map.of("repository", "pups/Leads", "path", directory.toString())), 422)
                .body("detail", containsString("kennel.import.roots"));
    }

    @Test
    @Transactional
    void aLinkIntoACacheKeepsItsName() throws IOException {
        Path directory = directory();
        Path blob = Files.copy(Fixtures.LLAMA, directory.resolve("8a1f"));
        Path link = Files.createSymbolicLink(directory.resolve("Named-BF16.gguf"), blob);

        importModel("pups/Cached", link);

        ModelFile file =
                models.files(models.named("pups", "Cached").orElseThrow()).getFirst();
        assertThat(file.filename).isEqualTo("Named-BF16.gguf");
        assertThat(file.path).isEqualTo(blob.toRealPath().toString());
    }

    private static String sha256(Path file) throws IOException {
        return Sha256.of(file).hex();
    }
}
