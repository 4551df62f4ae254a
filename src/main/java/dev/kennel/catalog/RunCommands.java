package dev.kennel.catalog;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.kennel.quantize.ShellWord;

/// What to type to fetch and run a quant.
///
/// @param server the address that the reader uses
/// @param quant what to run
record RunCommands(URI server, Quant quant) {

    /// @param client what runs it
    /// @param id of the element that shows the command
    record Command(String client, String id, String text) {}

    public List<Command> commands() {
        String filename = quant.filename;
        String word = ShellWord.of(filename);
        String address = ShellWord.of(server.resolve(QuantRow.fileOf(quant)).toString());
        String save = ShellWord.isPlain(filename) ? "-O" : "-o " + word;
        String tag = (quant.model.repository.name + ":" + quant.name).toLowerCase(Locale.ROOT);
        var commands = new ArrayList<Command>();
        if (isFoundByTag(quant)) {
            commands.add(new Command(
                    "llama.cpp, as from a hub",
                    "run-llama-hf",
                    "MODEL_ENDPOINT=" + server.resolve("/") + " \\\n  llama-server -hf "
                            + ShellWord.of(quant.repository.path() + ":" + quant.name)));
        }
        commands.addAll(List.of(
                new Command("curl", "run-curl", "curl -fL -C - " + save + " " + address),
                new Command("llama.cpp", "run-llama", "llama-server -m " + word),
                new Command("llama.cpp, fetched", "run-llama-url", "llama-server -mu " + address),
                new Command(
                        "hf",
                        "run-hf",
                        "HF_ENDPOINT=" + withoutSlash(server.resolve("/")) + " \\\n  hf download "
                                + quant.repository.path() + " " + word + " --local-dir ."),
                new Command(
                        "Ollama",
                        "run-ollama",
                        "printf 'FROM %s\\n' " + ShellWord.of("./" + filename) + " > Modelfile\nollama create " + tag
                                + " -f Modelfile\nollama run " + tag)));
        return commands;
    }

    /// llama.cpp takes the first file whose name has the tag, followed by a dot or a dash.
    static boolean isFoundByTag(Quant quant) {
        return quant.filename.matches("(?i).*" + Pattern.quote(quant.name) + "[.-].*");
    }

    private static String withoutSlash(URI address) {
        return address.toString().replaceFirst("/$", "");
    }

    /// A Java program that answers one question.
    public Command jllama() {
        return new Command("jllama 4.2.0", "run-jllama", """
                // de.kherud:llama:4.2.0
                var parameters = new ModelParameters().setModel("%s");
                try (var model = new LlamaModel(parameters)) {
                    var question = new InferenceParameters("Which dog herds sheep?").setNPredict(64);
                    for (LlamaOutput output : model.generate(question)) {
                        System.out.print(output);
                    }
                }""".formatted(
                        quant.filename.replace("\\", "\\\\").replace("\"", "\\\"")));
    }

    /// The coordinates of what continues jllama, for a build file.
    public Command jllamaSuccessor() {
        return new Command("jllama’s successor", "run-jllama-successor", """
                <dependency>
                  <groupId>net.ladenthin</groupId>
                  <artifactId>llama</artifactId>
                  <version>6.0.0</version>
                </dependency>""");
    }

    /// A Java program that asks llama-server one question, without any library.
    public Command javaOverHttp() {
        return new Command("Java, over HTTP", "run-java-http", """
                // llama-server -m %s --port 8081
                var question = \"""
                        {"messages": [{"role": "user", "content": "Which dog herds sheep?"}], "max_tokens": 64}
                        \""";
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:8081/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(question))
                        .build();
                try (var client = HttpClient.newHttpClient()) {
                    System.out.println(client.send(request, BodyHandlers.ofString()).body());
                }""".formatted(ShellWord.of(quant.filename)));
    }
}
