package dev.kennel.imports;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;

/// Makes blobs of uploads that have arrived whole. Their digest is written down first, so that a server that is killed
/// in the middle goes on there when it starts again.
@ApplicationScoped
class UploadCompletion {

    private static final Logger LOG = Logger.getLogger(UploadCompletion.class);

    private final Uploads uploads;
    private final BlobStore store;
    private final Clock clock;

    UploadCompletion(Uploads uploads, BlobStore store, Clock clock) {
        this.uploads = uploads;
        this.store = store;
        this.clock = clock;
    }

    UploadStatus complete(Upload upload, Staged staged) throws IOException {
        QuarkusTransaction.requiringNew().run(() -> {
            Upload row = uploads.findById(upload.id);
            row.totalBytes = staged.bytes();
            row.sha256 = staged.sha256().hex();
        });
        return publish(upload, staged);
    }

    void completeInterrupted(@Observes StartupEvent event) throws IOException {
        for (Upload upload : QuarkusTransaction.requiringNew().call(uploads::interrupted)) {
            try {
                publish(upload, store.files().staged(upload.id, new Sha256(upload.sha256), upload.totalBytes));
            } catch (IOException e) {
                LOG.warnf(e, "The upload of %s has to be sent again", upload.filename);
                QuarkusTransaction.requiringNew().run(() -> uploads.findById(upload.id).sha256 = null);
            }
        }
    }

    /// What was published before is published again without harm.
    private UploadStatus publish(Upload upload, Staged staged) throws IOException {
        store.commit(List.of(NewBlob.of(staged)), Holder.upload(upload.id));
        QuarkusTransaction.requiringNew().run(() -> {
            Upload row = uploads.findById(upload.id);
            row.state = Upload.State.COMPLETE;
            row.touchedAt = clock.instant();
        });
        return new UploadStatus(
                upload.filename,
                staged.bytes(),
                staged.bytes(),
                true,
                staged.sha256().hex());
    }
}
