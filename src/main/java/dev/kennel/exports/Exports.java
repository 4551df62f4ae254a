package dev.kennel.exports;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.CardFolder;
import dev.kennel.catalog.Quant;
import dev.kennel.exports.ExportContent.Chosen;
import dev.kennel.quantize.ShellWord;
import dev.kennel.store.BlobStore;

/// Writes repositories out as folders that a hub takes as they are.
@ApplicationScoped
public class Exports {

    private final ExportContent content;
    private final ExportTexts texts;
    private final BlobStore store;
    private final Clock clock;

    Exports(ExportContent content, ExportTexts texts, BlobStore store, Clock clock) {
        this.content = content;
        this.texts = texts;
        this.store = store;
        this.clock = clock;
    }

    /// Brings the folder up to the newest revision. What is there already is not written again.
    ///
    /// @param says hears a line for each file and, last, how to upload them
    /// @throws ExportRefused when it cannot be made as asked; nothing was changed then, unless the disk is full
    public void export(ExportRequest request, Consumer<String> says) throws IOException, ExportRefused {
        Chosen chosen = content.choose(request.model(), request.quants());
        Map<Quant, List<ExportFile>> quants = cut(chosen, request.parts());
        List<ExportFile> files = files(chosen, quants, request);
        new ExportFolder(request.directory(), new DiskRoom(store.files()), says)
                .fill(files, request.force(), new FileWriter(store, clock));
        says.accept("Upload it:");
        says.accept("  hf upload " + request.hubName() + " "
                + ShellWord.of(request.directory().toString()) + " .");
    }

    private Map<Quant, List<ExportFile>> cut(Chosen chosen, PartSize size) throws IOException, ExportRefused {
        var files = new HashMap<Quant, List<ExportFile>>();
        for (var entry : chosen.quants().entrySet()) {
            ExportFile file = entry.getValue();
            try (var pins = ExportPins.of(file.content(), file.path(), store, clock)) {
                files.put(entry.getKey(), Parts.of(file.path(), file.content(), size, pins));
            }
        }
        return files;
    }

    private List<ExportFile> files(Chosen chosen, Map<Quant, List<ExportFile>> quants, ExportRequest request) {
        var names = new HashMap<Long, List<String>>();
        quants.forEach((quant, files) ->
                names.put(quant.id, files.stream().map(ExportFile::path).toList()));
        List<Quant> inOrder = List.copyOf(chosen.quants().keySet());
        List<ExportFile> weights = Stream.concat(
                        inOrder.stream().flatMap(quant -> quants.get(quant).stream()), chosen.companions().stream())
                .toList();
        var files = new ArrayList<>(weights);
        files.add(GitAttributes.over(weights.stream().map(ExportFile::path).toList()));
        files.addAll(texts.of(chosen.model(), inOrder, new CardFolder(request.hubName(), names)));
        return files;
    }
}
