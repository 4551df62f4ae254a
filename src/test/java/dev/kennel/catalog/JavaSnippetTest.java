package dev.kennel.catalog;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The Java programs that a quant's page shows are compiled as a reader would.
class JavaSnippetTest {

    @TempDir
    Path directory;

    private final RunCommands commands = new RunCommands(URI.create("http://kennel.example/"), quant());

    @Test
    void theProgramForJllamaCompiles() throws Exception {
        assertThat(errors(commands.jllama().text(), "de.kherud.llama.*")).isEmpty();
    }

    @Test
    void theProgramThatAsksLlamaServerCompiles() throws Exception {
        String program = commands.javaOverHttp().text();

        assertThat(errors(
                        program,
                        "java.net.URI",
                        "java.net.http.HttpClient",
                        "java.net.http.HttpRequest",
                        "java.net.http.HttpRequest.BodyPublishers",
                        "java.net.http.HttpResponse.BodyHandlers"))
                .isEmpty();
        assertThat(program).contains("'Odd name.gguf'").contains("\"max_tokens\": 64");
    }

    private String errors(String body, String... imports) throws Exception {
        String head = Stream.of(imports).map(name -> "import " + name + ";\n").collect(Collectors.joining());
        Path source = Files.writeString(
                directory.resolve("Program.java"),
                head + "class Program { void run() throws Exception {\n" + body + "\n}}");
        var compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-d",
                                    directory.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            return compiled ? "" : errors.toString();
        }
    }

    private static Quant quant() {
        var quant = new Quant();
        quant.filename = "Odd name.gguf";
        return quant;
    }
}
