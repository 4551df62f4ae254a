package dev.kennel.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.DiskFullException;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.web.Problem;

/// Takes uploads in. What has arrived stays when the connection breaks, and a later request goes on from there. A
/// finished upload is a blob, pinned until it is imported or dropped.
@ApplicationScoped
class UploadDesk {

    private static final Pattern FILENAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}\\.(gguf|safetensors)");
    private static final int BUFFER = 1 << 20;

    private final Uploads uploads;
    private final UploadCompletion completion;
    private final BlobStore store;
    private final Clock clock;
    private final UploadTurns turns = new UploadTurns();

    UploadDesk(Uploads uploads, UploadCompletion completion, BlobStore store, Clock clock) {
        this.uploads = uploads;
        this.completion = completion;
        this.store = store;
        this.clock = clock;
    }

    List<UploadStatus> all() throws IOException {
        List<Upload> found = QuarkusTransaction.joiningExisting().call(uploads::newest);
        var statuses = new ArrayList<UploadStatus>();
        for (Upload upload : found) {
            statuses.add(status(upload));
        }
        return statuses;
    }

    Optional<UploadStatus> find(String filename) throws IOException {
        Optional<Upload> upload = QuarkusTransaction.joiningExisting().call(() -> uploads.named(filename));
        return upload.isPresent() ? Optional.of(status(upload.get())) : Optional.empty();
    }

    UploadStatus status(String filename) throws IOException {
        return status(require(filename));
    }

    /// Receives a part of a file, or all of it, until the body ends.
    ///
    /// @throws dev.kennel.web.ProblemException when it cannot go on there, or breaks off; what arrived is kept
    UploadStatus receive(String filename, ContentRange range, InputStream body) throws IOException {
        checkName(filename);
        try {
            if (range.total().isPresent()) {
                store.files().reserve().require(range.total().getAsLong() - range.from());
            }
            return receiveChecked(filename, range, body);
        } catch (DiskFullException e) {
            throw Problem.insufficientStorage("The disk is full")
                    .because(e.getMessage())
                    .next("Free some space, then go on with the upload where it stopped.")
                    .exception();
        }
    }

    private UploadStatus receiveChecked(String filename, ContentRange range, InputStream body) throws IOException {
        String id = QuarkusTransaction.requiringNew().call(() -> uploads.obtain(filename).id);
        try (UploadTurns.Turn turn = turns.take(id)) {
            long arrived = store.files().arrived(id);
            Upload upload = QuarkusTransaction.requiringNew().call(() -> begin(id, range, arrived));
            return copy(upload, range, body, turn);
        }
    }

    /// Forgets an upload and lets go of its bytes.
    void drop(String filename) throws IOException {
        Upload upload = require(filename);
        try (UploadTurns.Turn _ = turns.take(upload.id)) {
            store.files().abandon(upload.id);
            QuarkusTransaction.requiringNew().run(() -> forget(upload));
        }
    }

    /// Lets go of uploads that are imported, in the caller's transaction: whatever refers to their blobs keeps them. An
    /// upload of the same name that came meanwhile stays.
    void imported(Collection<ImportFile> files) {
        uploads.flush();
        for (ImportFile file : files) {
            file.upload().ifPresent(sha256 -> uploads.named(file.filename())
                    .filter(upload -> upload.state == Upload.State.COMPLETE)
                    .filter(upload -> sha256.hex().equals(upload.sha256))
                    .ifPresent(this::forget));
        }
    }

    private void forget(Upload upload) {
        uploads.delete("id = ?1", upload.id);
        release(upload);
    }

    private void release(Upload upload) {
        try {
            store.release(Holder.upload(upload.id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws dev.kennel.web.ProblemException when it is not there or not complete
    Upload requireComplete(String filename) {
        Upload upload = require(filename);
        if (upload.state != Upload.State.COMPLETE) {
            throw Problem.unprocessable("The upload of '" + filename + "' is not complete")
                    .next("Send the rest: GET /api/v1/uploads/" + filename + " says where to go on.")
                    .exception();
        }
        return upload;
    }

    private Upload require(String filename) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> uploads.named(filename))
                .orElseThrow(() -> Problem.notFound("No upload is named '" + filename + "'")
                        .exception());
    }

    private Upload begin(String id, ContentRange range, long arrived) {
        Upload upload = uploads.locked(id).orElseThrow(() -> Problem.conflict("The upload has just been dropped")
                .next("Send it again from the beginning.")
                .exception());
        if (range.from() == 0) {
            startOver(upload);
        } else {
            refuseMisfit(upload, range, arrived);
            upload.sha256 = null;
        }
        range.total().ifPresent(total -> upload.totalBytes = total);
        upload.touchedAt = clock.instant();
        return upload;
    }

    private void startOver(Upload upload) {
        release(upload);
        upload.state = Upload.State.RECEIVING;
        upload.sha256 = null;
        upload.totalBytes = null;
    }

    private static void refuseMisfit(Upload upload, ContentRange range, long arrived) {
        String title = "The upload of '" + upload.filename + "' cannot go on at " + range.from();
        if (upload.state == Upload.State.COMPLETE) {
            throw Problem.conflict(title)
                    .because("It is complete.")
                    .next("Import it, or send it again from the beginning.")
                    .exception();
        }
        if (range.from() > arrived) {
            throw Problem.conflict(title)
                    .because(arrived + " bytes have arrived.")
                    .next("Go on at " + next(upload, arrived) + ".")
                    .exception();
        }
        boolean another = range.total().isPresent()
                && upload.totalBytes != null
                && range.total().getAsLong() != upload.totalBytes;
        if (another) {
            throw Problem.conflict(title)
                    .because("It was begun as a file of " + upload.totalBytes + " bytes, and this one has "
                            + range.total().getAsLong() + ".")
                    .next("Send the other file from the beginning, or under another name.")
                    .exception();
        }
    }

    private UploadStatus copy(Upload upload, ContentRange range, InputStream body, UploadTurns.Turn turn)
            throws IOException {
        try (BlobWriter writer = store.files().resume(upload.id, range.from())) {
            var buffer = new byte[BUFFER];
            for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
                if (!turn.isNewest()) {
                    throw turn.lost();
                }
                refuseExcess(range, writer.length() + read);
                writer.write(ByteBuffer.wrap(buffer, 0, read));
            }
            long length = writer.length();
            boolean complete = upload.totalBytes == null ? range.end().isEmpty() : length == upload.totalBytes;
            return complete
                    ? completion.complete(upload, writer.finish())
                    : new UploadStatus(upload.filename, length, upload.totalBytes, false, null);
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            if (turn.isNewest()) {
                throw e;
            }
            throw turn.lost();
        }
    }

    /// A client that breaks off is no failure of the server.
    private static int read(InputStream body, byte[] buffer) throws InterruptedIOException {
        try {
            return body.read(buffer);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw Problem.badRequest("The upload broke off")
                    .because(e.getMessage())
                    .next("What has arrived is kept: go on where Upload-Offset says.")
                    .exception();
        }
    }

    private static void refuseExcess(ContentRange range, long length) {
        if (range.end().isPresent() && length > range.end().getAsLong()) {
            throw Problem.badRequest("The body is longer than its Content-Range")
                    .because("It was to end at byte " + range.end().getAsLong() + ".")
                    .exception();
        }
    }

    private UploadStatus status(Upload upload) throws IOException {
        boolean complete = upload.state == Upload.State.COMPLETE;
        long offset = complete ? upload.totalBytes : next(upload, store.files().arrived(upload.id));
        return new UploadStatus(upload.filename, offset, upload.totalBytes, complete, complete ? upload.sha256 : null);
    }

    /// Where to go on. There is always a byte left to send, which completes the upload.
    private static long next(Upload upload, long arrived) {
        return upload.totalBytes == null ? arrived : Math.max(0, Math.min(arrived, upload.totalBytes - 1));
    }

    private static void checkName(String filename) {
        if (!FILENAME.matcher(filename).matches()) {
            throw Problem.badRequest("'" + filename + "' cannot be the name of an upload")
                    .because(
                            "It must end with .gguf or .safetensors and have only letters, digits, '.', '_', '+' and '-'.")
                    .exception();
        }
    }
}
