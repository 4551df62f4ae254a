package dev.kennel.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Revisions;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.gguf.ControlVectorSummary;

/// Enters companions beside their model.
@ApplicationScoped
class CompanionEntry {

    private final ImportTargets targets;
    private final CompanionCheck check;
    private final Revisions revisions;
    private final UploadDesk uploads;
    private final EntityManager entities;
    private final ObjectMapper json;
    private final Clock clock;

    CompanionEntry(
            ImportTargets targets,
            CompanionCheck check,
            Revisions revisions,
            UploadDesk uploads,
            EntityManager entities,
            ObjectMapper json,
            Clock clock) {
        this.targets = targets;
        this.check = check;
        this.revisions = revisions;
        this.uploads = uploads;
        this.entities = entities;
        this.json = json;
        this.clock = clock;
    }

    void add(ImportRequest request, List<StoredCompanion> companions) {
        add(targets.base(request), companions);
    }

    void add(Model model, List<StoredCompanion> companions) {
        var files = new ArrayList<Revisions.NewFile>();
        for (StoredCompanion stored : companions) {
            Companion companion = entry(model, stored);
            entities.persist(companion);
            if (companion.kind.listed()) {
                files.add(new Revisions.NewFile(
                        companion.filename, companion.sha256, companion.bytes, null, companion.id));
            }
        }
        if (!files.isEmpty()) {
            String names = String.join(
                    ", ", files.stream().map(Revisions.NewFile::path).toList());
            revisions.add(model.repository, "Add " + names, files);
        }
        uploads.imported(
                companions.stream().map(stored -> stored.companion().file()).toList());
    }

    private Companion entry(Model model, StoredCompanion stored) {
        ImportFile file = stored.companion().file();
        targets.refuseTaken(model, file.filename());
        var companion = new Companion();
        companion.modelId = model.id;
        companion.kind = stored.companion().kind();
        companion.filename = file.filename();
        companion.sha256 = stored.blob().hex();
        companion.blobSha256 = companion.sha256;
        companion.createdAt = clock.instant();
        try {
            companion.bytes = Files.size(file.path());
            companion.note = check.describe(model, stored.companion());
            if (companion.kind == Companion.Kind.CONTROL_VECTOR) {
                companion.vector = json.valueToTree(ControlVectorSummary.of(ControlVectorFile.read(file.path())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return companion;
    }
}
