package dev.kennel.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.web.Problem;

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

    /// @throws dev.kennel.web.ProblemException when it was dropped or begun again meanwhile
    UploadStatus complete(Upload upload, Staged staged) throws IOException {
        QuarkusTransaction.requiringNew().run(() -> {
            Upload row = uploads.locked(upload.id).orElseThrow(() -> lost(upload));
            row.totalBytes = staged.bytes();
            row.sha256 = staged.sha256().hex();
        });
        return publish(upload, staged);
    }

    /// Before the store is mended: to it, what was published without its row is an orphan.
    void completeInterrupted(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
        for (Upload upload : QuarkusTransaction.requiringNew().call(uploads::interrupted)) {
            Staged staged = store.files().staged(upload.id, new Sha256(upload.sha256), upload.totalBytes);
            try {
                if (isThere(upload, staged)) {
                    publish(upload, staged);
                } else {
                    LOG.warnf("The upload of %s has to be sent again: its bytes are gone", upload.filename);
                    QuarkusTransaction.requiringNew().run(() -> uploads.forgetDigest(upload.id));
                }
            } catch (IOException | RuntimeException e) {
                LOG.warnf(e, "The upload of %s could not be completed; the next start tries again", upload.filename);
            }
        }
    }

    private boolean isThere(Upload upload, Staged staged) throws IOException {
        return store.files().arrived(upload.id) == staged.bytes()
                || store.files().size(staged.sha256()).equals(OptionalLong.of(staged.bytes()));
    }

    /// Under the row's lock, so that nobody drops it, begins it again or completes it meanwhile, on no node. What was
    /// published before is published again without harm.
    private UploadStatus publish(Upload upload, Staged staged) throws IOException {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                Upload row = uploads.locked(upload.id)
                        .filter(found -> found.state == Upload.State.RECEIVING)
                        .filter(found -> staged.sha256().hex().equals(found.sha256))
                        .orElseThrow(() -> lost(upload));
                commit(row, staged);
                row.state = Upload.State.COMPLETE;
                row.touchedAt = clock.instant();
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new UploadStatus(
                upload.filename,
                staged.bytes(),
                staged.bytes(),
                true,
                staged.sha256().hex());
    }

    private void commit(Upload upload, Staged staged) {
        try {
            store.commit(List.of(NewBlob.of(staged)), Holder.upload(upload.id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException lost(Upload upload) {
        return Problem.conflict("The upload of '" + upload.filename + "' was dropped or begun again meanwhile")
                .next("Send it again from the beginning.")
                .exception();
    }
}
