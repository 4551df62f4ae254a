package dev.kennel.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
class MachineTest {

    @TempDir
    Path directory;

    @Test
    void thePageTellsWhatTheNodeHas() {
        given().accept("text/html")
                .get("/machine")
                .then()
                .statusCode(200)
                .body(containsString("What can this node do?"))
                .body(matchesPattern("(?s).*<div>simd, vectors of (128|256|512) bits .*"))
                .body(containsString("This server never loads them"));
    }

    @Test
    void programsGetTheSame() {
        given().get("/api/v1/machine")
                .then()
                .statusCode(200)
                .body("node", notNullValue())
                .body("processor.cores", greaterThan(0))
                .body("memory.total", greaterThan(0L))
                .body("encoding.encoders.name", hasItem("ggml"))
                .body("encoding.encoders.find { it.name == 'simd' }.vectorBits", in(List.of(128, 256, 512)))
                .body("store.directory", notNullValue());
    }

    @Test
    void librariesAreListedByTheirNamesWithoutLoadingThem() throws IOException {
        Files.writeString(directory.resolve("libggml-cpu-haswell.so"), "not a library");
        Files.writeString(directory.resolve("libllama.v0.5.0.so"), "nor this");
        Files.writeString(directory.resolve("README.md"), "text");

        NativeLibraries libraries = NativeLibraries.in(Optional.of(directory));

        assertThat(libraries.problem()).isEmpty();
        assertThat(libraries.files())
                .extracting(NativeLibraries.Library::name, NativeLibraries.Library::does)
                .containsExactly(
                        tuple("libggml-cpu-haswell.so", "runs models on CPUs: haswell"),
                        tuple("libllama.v0.5.0.so", "plans quants, loads models"));
    }

    @Test
    void aMissingDirectoryIsToldAndNoError() {
        NativeLibraries libraries = NativeLibraries.in(Optional.of(directory.resolve("absent")));

        assertThat(libraries.problem().orElseThrow()).contains("There is no such directory.");
        assertThat(libraries.files()).isEmpty();
    }

    @Test
    void withoutConfigurationThePageSaysHowToSetIt() {
        assertThat(NativeLibraries.in(Optional.empty()).problem().orElseThrow()).contains("kennel.llama.directory");
    }

    @Test
    void theProcessorsNameIsReadFromTheSystem() throws IOException {
        Path cpuinfo = Files.writeString(directory.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: A Fine CPU\n");

        assertThat(Processor.model(cpuinfo)).contains("A Fine CPU");
        assertThat(Processor.model(directory.resolve("absent"))).isEmpty();
    }
}
