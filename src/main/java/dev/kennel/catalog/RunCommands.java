package dev.kennel.catalog;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import dev.kennel.quantize.ShellWord;

/// What to type to fetch and run a quant.
///
/// @param file the address of its file
/// @param filename under which it is saved
/// @param tag a name for it in Ollama
record RunCommands(URI file, String filename, String tag) {

    /// @param client what runs it
    /// @param id of the element that shows the command
    record Command(String client, String id, String text) {}

    static RunCommands of(URI server, Quant quant) {
        String tag = (quant.model.repository.name + ":" + quant.name).toLowerCase(Locale.ROOT);
        return new RunCommands(server.resolve(QuantRow.fileOf(quant)), quant.filename, tag);
    }

    public List<Command> commands() {
        String word = ShellWord.of(filename);
        String address = ShellWord.of(file.toString());
        String save = ShellWord.isPlain(filename) ? "-O" : "-o " + word;
        return List.of(
                new Command("curl", "run-curl", "curl -fL -C - " + save + " " + address),
                new Command("llama.cpp", "run-llama", "llama-server -m " + word),
                new Command("llama.cpp, fetched", "run-llama-url", "llama-server -mu " + address),
                new Command(
                        "Ollama",
                        "run-ollama",
                        "printf 'FROM %s\\n' " + ShellWord.of("./" + filename) + " > Modelfile\nollama create " + tag
                                + " -f Modelfile\nollama run " + tag));
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
                        filename.replace("\\", "\\\\").replace("\"", "\\\"")));
    }
}
