package dev.kennel.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Staged;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.web.Problem;

/// Takes uploads in. What has arrived stays when the connection breaks, and a later request goes on from there. A
/// finished upload is a blob, pinned until it is imported or dropped.
@ApplicationScoped
class UploadDesk {

    private static final Pattern FILENAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}\\.gguf");
    private static final int BUFFER = 1 << 20;

    private final Uploads uploads;
    private final BlobStore store;
    private final Clock clock;
    private final Map<String, Thread> receiving = new ConcurrentHashMap<>();

    UploadDesk(Uploads uploads, BlobStore store, Clock clock) {
        this.uploads = uploads;
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

    UploadStatus status(String filename) throws IOException {
        return status(require(filename));
    }

    /// Receives a part of a file, or all of it, until the body ends.
    ///
    /// @throws IOException when the connection breaks; what arrived is kept
    UploadStatus receive(String filename, ContentRange range, InputStream body) throws IOException {
        checkName(filename);
        Upload upload = QuarkusTransaction.requiringNew().call(() -> begin(filename, range));
        takeTurn(upload);
        try {
            refuseGap(upload, range);
            return copy(upload, range, body);
        } catch (DiskFullException e) {
            throw Problem.insufficientStorage("The disk is full")
                    .because(e.getMessage())
                    .next("Free some space, then go on with the upload where it stopped.")
                    .exception();
        } finally {
            receiving.remove(upload.id, Thread.currentThread());
        }
    }

    /// Forgets an upload and lets go of its bytes.
    void drop(String filename) throws IOException {
        Upload upload = require(filename);
        store.files().abandon(upload.id);
        QuarkusTransaction.requiringNew().run(() -> forget(upload));
    }

    /// Lets go of uploads that are imported, in the caller's transaction: whatever refers to their blobs keeps them.
    void imported(List<String> filenames) {
        uploads.flush();
        filenames.stream().flatMap(name -> uploads.named(name).stream()).forEach(this::forget);
    }

    private void forget(Upload upload) {
        try {
            store.release(Holder.upload(upload.id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uploads.deleteById(upload.id);
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

    /// A new beginning replaces what was there.
    private Upload begin(String filename, ContentRange range) {
        Upload upload = uploads.obtain(filename);
        if (upload.state == Upload.State.COMPLETE) {
            forget(upload);
            uploads.flush();
            upload = uploads.obtain(filename);
        }
        if (range.total().isPresent()) {
            upload.totalBytes = range.total().getAsLong();
        } else if (range.from() == 0) {
            upload.totalBytes = null;
        }
        upload.touchedAt = clock.instant();
        return upload;
    }

    /// The sender's connection may have broken without the server having noticed: the newest request goes on.
    private void takeTurn(Upload upload) {
        Thread before = receiving.put(upload.id, Thread.currentThread());
        if (before != null) {
            before.interrupt();
        }
    }

    private void refuseGap(Upload upload, ContentRange range) throws IOException {
        long arrived = store.files().arrived(upload.id);
        if (range.from() > arrived) {
            throw Problem.conflict("The upload of '" + upload.filename + "' cannot go on at " + range.from())
                    .because(arrived + " bytes have arrived.")
                    .next("Go on at " + arrived + ".")
                    .exception();
        }
    }

    private UploadStatus copy(Upload upload, ContentRange range, InputStream body) throws IOException {
        try (BlobWriter writer = store.files().resume(upload.id, range.from())) {
            var buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                checkTurn(upload);
                writer.write(ByteBuffer.wrap(buffer, 0, read));
            }
            long length = writer.length();
            boolean complete = upload.totalBytes == null || length == upload.totalBytes;
            if (!complete) {
                return new UploadStatus(upload.filename, length, upload.totalBytes, false, null);
            }
            return complete(upload, writer.finish());
        }
    }

    private void checkTurn(Upload upload) {
        if (receiving.get(upload.id) != Thread.currentThread()) {
            throw Problem.conflict("Another request goes on with the upload of '" + upload.filename + "'")
                    .exception();
        }
    }

    private UploadStatus complete(Upload upload, Staged staged) throws IOException {
        store.commit(List.of(NewBlob.of(staged)), Holder.upload(upload.id));
        QuarkusTransaction.requiringNew().run(() -> {
            Upload row = uploads.findById(upload.id);
            row.state = Upload.State.COMPLETE;
            row.totalBytes = staged.bytes();
            row.sha256 = staged.sha256().hex();
            row.touchedAt = clock.instant();
        });
        return new UploadStatus(
                upload.filename,
                staged.bytes(),
                staged.bytes(),
                true,
                staged.sha256().hex());
    }

    private UploadStatus status(Upload upload) throws IOException {
        boolean complete = upload.state == Upload.State.COMPLETE;
        long offset = complete ? upload.totalBytes : store.files().arrived(upload.id);
        return new UploadStatus(upload.filename, offset, upload.totalBytes, complete, upload.sha256);
    }

    private static void checkName(String filename) {
        if (!FILENAME.matcher(filename).matches()) {
            throw Problem.badRequest("'" + filename + "' cannot be the name of an upload")
                    .because("It must end with .gguf and have only letters, digits, '.', '_', '+' and '-'.")
                    .exception();
        }
    }
}
