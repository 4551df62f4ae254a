package dev.kennel.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.catalog.Repositories;
import dev.kennel.catalog.RepositoryContent;
import dev.kennel.catalog.RepositoryFile;
import dev.kennel.catalog.RepositoryName;
import dev.kennel.catalog.Revisions;

/// What the newest revision of a repository has to export.
@ApplicationScoped
class ExportContent {

    private final Repositories repositories;
    private final Models models;
    private final Quants quants;
    private final Revisions revisions;
    private final RepositoryContent content;

    ExportContent(
            Repositories repositories, Models models, Quants quants, Revisions revisions, RepositoryContent content) {
        this.repositories = repositories;
        this.models = models;
        this.quants = quants;
        this.revisions = revisions;
        this.content = content;
    }

    /// @param quants with their files, largest first
    /// @param companions importance matrices and projectors
    record Chosen(Model model, Map<Quant, ExportFile> quants, List<ExportFile> companions) {}

    /// @param names of the quants that are wanted, in any case; all when there are none
    /// @throws ExportRefused when the model or a quant is not there, or its bytes are not
    @Transactional(rollbackOn = ExportRefused.class)
    Chosen choose(RepositoryName name, List<String> names) throws ExportRefused {
        Model model = model(name);
        List<RepositoryFile> files =
                revisions.files(revisions.newest(model.repository).orElseThrow());
        var chosen = new LinkedHashMap<Quant, ExportFile>();
        for (Quant quant : wanted(model, names)) {
            RepositoryFile file = files.stream()
                    .filter(each -> each.path.equals(quant.filename))
                    .findFirst()
                    .orElseThrow();
            chosen.put(quant, readable(file));
        }
        var companions = new ArrayList<ExportFile>();
        for (RepositoryFile file : files) {
            if (file.companionId != null) {
                companions.add(readable(file));
            }
        }
        return new Chosen(model, chosen, companions);
    }

    private Model model(RepositoryName name) throws ExportRefused {
        var model = models.named(name.owner(), name.name());
        if (model.isPresent()) {
            return model.get();
        }
        if (repositories.named(name.owner(), name.name()).isPresent()) {
            throw new ExportRefused(name + " holds quants made elsewhere, whose publisher has them already. Export"
                    + " their base: its card compares them with those made here.");
        }
        List<String> known = models.listAll().stream()
                .map(each -> each.repository.path())
                .sorted()
                .toList();
        throw new ExportRefused("There is no model " + name + ". "
                + (known.isEmpty() ? "The catalog is empty." : "There are: " + String.join(", ", known) + "."));
    }

    private List<Quant> wanted(Model model, List<String> names) throws ExportRefused {
        List<Quant> own = quants.of(model).stream()
                .filter(quant -> quant.repository.id.equals(model.repository.id))
                .toList();
        if (own.isEmpty()) {
            throw new ExportRefused(model.repository.path() + " has no quant yet. Make some first.");
        }
        for (String name : names) {
            if (own.stream().noneMatch(quant -> quant.name.equalsIgnoreCase(name))) {
                throw new ExportRefused(model.repository.path() + " has no quant " + name + ". There are: "
                        + own.stream().map(quant -> quant.name).collect(Collectors.joining(", ")) + ".");
            }
        }
        return own.stream()
                .filter(quant -> names.isEmpty() || names.stream().anyMatch(quant.name::equalsIgnoreCase))
                .toList();
    }

    private ExportFile readable(RepositoryFile file) throws ExportRefused {
        if (!content.isAsImported(file)) {
            throw new ExportRefused(file.path + " was imported by reference, and the file on the server is gone or has"
                    + " changed since. Put it back as it was, or delete the quant and import it again.");
        }
        if (content.isIncomplete(file)) {
            throw new ExportRefused("The store has lost a part of " + file.path + ". " + content.remedy(file));
        }
        return new ExportFile(file.path, content.of(file));
    }
}
