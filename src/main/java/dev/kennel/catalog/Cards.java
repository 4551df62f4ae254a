package dev.kennel.catalog;

import java.net.URI;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

/// The cards of models and quants, as they are written into folders and into repositories.
@ApplicationScoped
public class Cards {

    /// Cards in folders have no link to a server.
    private static final URI NOWHERE = URI.create("http://localhost/");

    private final ModelViews models;
    private final QuantViews quants;

    Cards(ModelViews models, QuantViews quants) {
        this.models = models;
        this.quants = quants;
    }

    /// What a model's `README.md` says on this server.
    ///
    /// @param server the address that its links lead to
    public String readme(Model model, URI server) {
        return ModelCard.text(models.of(model), new CardPlace.OnServer(model, server));
    }

    /// What the folder's `README.md` says.
    public String readme(Model model, CardFolder folder) {
        return ModelCard.text(view(model, folder), new CardPlace.InFolder(folder, ""));
    }

    /// A quant's own card.
    ///
    /// @param charted whether the folder has a chart
    public String card(Quant quant, CardFolder folder, boolean charted) {
        QuantView view = quants.of(quant, NOWHERE);
        return QuantCard.text(view, new CardPlace.InFolder(folder, "../"), charted && view.charted());
    }

    /// A quant's card beside its file, with measurements where [CardFolder#measurement] says.
    ///
    /// @param provenance name of the file with the statement of its provenance
    public String bundled(Quant quant, String provenance) {
        return QuantCard.text(quants.of(quant, NOWHERE), new CardPlace.InBundle(provenance), false);
    }

    /// Size against quality as SVG; empty while fewer than two quants were compared with the base.
    public Optional<String> chart(Model model, CardFolder folder) {
        return ChartImage.of(view(model, folder));
    }

    /// Of the folder's quants, and those made elsewhere to compare with.
    private ModelView view(Model model, CardFolder folder) {
        return models.of(model).of(row -> row.quant().madeElsewhere || folder.has(row.quant()));
    }
}
