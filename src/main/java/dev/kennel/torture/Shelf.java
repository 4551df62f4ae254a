package dev.kennel.torture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.kennel.torture.Client.ListedFile;
import dev.kennel.torture.Models.Model;

/// Compares what the server lists and serves with the ledger.
record Shelf(Client client, Ledger ledger) {

    /// Downloads every quant that there should be.
    ///
    /// @return how many
    /// @throws StoryBroken when one is missing or not whole, or one too many is there
    int checkAll() throws IOException, InterruptedException {
        int checked = 0;
        for (Model model : ledger.swept()) {
            checked += check(model);
        }
        return checked;
    }

    /// The same for one model.
    int check(Model model) throws IOException, InterruptedException {
        var expected = new TreeSet<String>();
        ledger.quants(model).forEach(recipe -> expected.add(model.quantFile(recipe)));
        var listed = new TreeSet<String>();
        for (ListedFile file : files(model)) {
            listed.add(file.path());
            checkWhole(model, file);
        }
        if (!listed.equals(expected)) {
            throw new StoryBroken(model.repository() + " should have " + expected + " and has " + listed + ".");
        }
        return listed.size();
    }

    /// Downloads what is listed, whatever that is.
    List<ListedFile> checkListed(Model model) throws IOException, InterruptedException {
        List<ListedFile> files = files(model);
        for (ListedFile file : files) {
            checkWhole(model, file);
        }
        return files;
    }

    private List<ListedFile> files(Model model) throws IOException, InterruptedException {
        Optional<List<ListedFile>> files = client.files(model.repository());
        return files.orElseThrow(() -> new StoryBroken(model.repository() + " was imported and is not there."));
    }

    private void checkWhole(Model model, ListedFile file) throws IOException, InterruptedException {
        ListedFile arrived;
        try {
            arrived = client.download(model.repository(), file.path());
        } catch (IOException | Client.Refused e) {
            throw new StoryBroken(file.path() + " is listed and cannot be downloaded: " + e, e);
        }
        if (!arrived.equals(file)) {
            throw new StoryBroken("The server lists " + file + " and sends " + arrived + ".");
        }
    }
}
