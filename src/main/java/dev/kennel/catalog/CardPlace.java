package dev.kennel.catalog;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where a card is read, and where its links lead from there.
sealed interface CardPlace {

    /// @param id of a measurement
    String measurement(long id);

    /// The statement of a quant's provenance.
    String provenance(Quant quant);

    /// The chart of size against quality.
    String chart();

    /// The card of a quant; empty when there is none here.
    Optional<String> card(Quant quant);

    /// The files that a quant was cut into; none when it is one file.
    List<String> parts(Quant quant);

    /// What to type to run a quant; nothing when it cannot be had here.
    List<RunCommands.Command> commands(Quant quant);

    /// What the model's repository is called here.
    String title(Repository repository);

    /// Who made the quants, as hubs name them.
    String maker(Repository repository);

    /// @param model whose card it is
    /// @param address that the reader uses
    record OnServer(Model model, URI address) implements CardPlace {

        @Override
        public String measurement(long id) {
            return address.resolve("/measurements/" + id).toString();
        }

        @Override
        public String provenance(Quant quant) {
            return address.resolve("/api/v1/models" + quant.page() + "/provenance")
                    .toString();
        }

        @Override
        public String chart() {
            return address.resolve(ChartImage.addressOf(model)).toString();
        }

        @Override
        public Optional<String> card(Quant quant) {
            return Optional.of(address.resolve(quant.page() + ".md").toString());
        }

        @Override
        public List<String> parts(Quant quant) {
            return List.of();
        }

        @Override
        public List<RunCommands.Command> commands(Quant quant) {
            return new RunCommands(address, quant).commands();
        }

        @Override
        public String title(Repository repository) {
            return repository.path();
        }

        @Override
        public String maker(Repository repository) {
            return repository.owner;
        }
    }

    /// @param up from the card to the folder: `` or `../`
    record InFolder(CardFolder folder, String up) implements CardPlace {

        @Override
        public String measurement(long id) {
            return up + CardFolder.measurement(id);
        }

        @Override
        public String provenance(Quant quant) {
            return up + CardFolder.provenance(quant);
        }

        @Override
        public String chart() {
            return up + CardFolder.CHART;
        }

        @Override
        public Optional<String> card(Quant quant) {
            return folder.has(quant) ? Optional.of(up + CardFolder.card(quant)) : Optional.empty();
        }

        @Override
        public List<String> parts(Quant quant) {
            return folder.files(quant).filter(files -> files.size() > 1).orElse(List.of());
        }

        @Override
        public List<RunCommands.Command> commands(Quant quant) {
            return folder.files(quant)
                    .map(files -> new HubCommands(folder.name(), quant, files).commands())
                    .orElse(List.of());
        }

        @Override
        public String title(Repository repository) {
            return folder.name().toString();
        }

        @Override
        public String maker(Repository repository) {
            return folder.name().owner();
        }
    }

    /// Beside the quant, in a bundle that says itself how to run it.
    ///
    /// @param provenance name of the statement's file
    record InBundle(String provenance) implements CardPlace {

        @Override
        public String measurement(long id) {
            return CardFolder.measurement(id);
        }

        @Override
        public String provenance(Quant quant) {
            return provenance;
        }

        @Override
        public String chart() {
            return CardFolder.CHART;
        }

        @Override
        public Optional<String> card(Quant quant) {
            return Optional.empty();
        }

        @Override
        public List<String> parts(Quant quant) {
            return List.of();
        }

        @Override
        public List<RunCommands.Command> commands(Quant quant) {
            return List.of();
        }

        @Override
        public String title(Repository repository) {
            return repository.path();
        }

        @Override
        public String maker(Repository repository) {
            return repository.owner;
        }
    }
}
