package dev.kennel.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.kennel.quantize.ShellWord;

/// What to type to fetch and run a quant from a model hub.
///
/// @param name of the repository there
/// @param files of the quant, the first to be loaded
record HubCommands(RepositoryName name, Quant quant, List<String> files) {

    List<RunCommands.Command> commands() {
        String first = ShellWord.of(files.getFirst());
        String all = files.stream().map(ShellWord::of).collect(Collectors.joining(" "));
        String tagged = ShellWord.of(name + ":" + quant.name);
        var commands = new ArrayList<RunCommands.Command>();
        if (RunCommands.isFoundByTag(quant)) {
            commands.add(new RunCommands.Command("llama.cpp, from the hub", "run-hub", "llama-server -hf " + tagged));
        }
        commands.add(new RunCommands.Command(
                "llama.cpp, from a file",
                "run-file",
                "hf download " + name + " " + all + " --local-dir .\nllama-server -m " + first));
        return commands;
    }
}
