package dev.kennel.torture;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.kennel.torture.Client.ListedFile;
import dev.kennel.torture.Models.Model;

/// All quants of a model are deleted, one after another; the collector frees their blobs meanwhile.
final class DeleteScene implements Scene {

    private final Ledger ledger;
    private final int moment;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private Model model;
    private List<String> recipes;
    private Call<Integer> deleting;

    /// @param moment how many deletions are acknowledged when it is interrupted
    DeleteScene(Ledger ledger, int moment) {
        this.ledger = ledger;
        this.moment = moment;
    }

    @Override
    public String title() {
        return "deletion of the " + recipes.size() + " quants of " + model.repository() + ", " + acknowledged.size()
                + " of them acknowledged";
    }

    @Override
    public void begin(ServerProcess server) throws IOException, InterruptedException {
        Client client = server.client();
        model = new Preparation(client, ledger).swept();
        recipes = ledger.quants(model);
        deleting = Call.begin(() -> delete(client, recipes));
        Patience.awaitThat(
                "quants of " + model.repository() + " to be deleted",
                () -> acknowledged.size() >= moment || deleting.over());
    }

    @Override
    public void finish(Client client, Instant killed) throws IOException, InterruptedException {
        deleting.answer();
        Set<String> before = Set.copyOf(acknowledged);
        var shelf = new Shelf(client, ledger);
        List<String> listed =
                shelf.checkListed(model).stream().map(ListedFile::path).toList();
        for (String recipe : before) {
            if (listed.contains(model.quantFile(recipe))) {
                throw new StoryBroken(recipe + " of " + model.repository() + " was deleted and is there again.");
            }
        }
        delete(
                client,
                recipes.stream()
                        .filter(recipe -> listed.contains(model.quantFile(recipe)))
                        .toList());
        recipes.forEach(recipe -> ledger.deleted(model, recipe));
        shelf.check(model);
    }

    /// @return how many were there
    private int delete(Client client, List<String> some) throws IOException, InterruptedException {
        for (String recipe : some) {
            client.deleteQuant(model.repository(), recipe);
            acknowledged.add(recipe);
        }
        return some.size();
    }
}
