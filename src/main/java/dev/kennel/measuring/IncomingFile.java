package dev.kennel.measuring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Staged;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.web.Problem;

/// Takes down what a client sends, to become a blob.
final class IncomingFile {

    private static final int BUFFER = 1 << 16;
    private static final Duration LONG_ENOUGH_TO_ENTER = Duration.ofMinutes(10);

    private IncomingFile() {}

    /// What a client sends is larger than it may be.
    static final class TooLarge extends Exception {}

    /// Makes a staged file a blob and enters what refers to it. Killed in between, nothing stays.
    ///
    /// @param row enters it, in a transaction
    static <T> T enter(BlobStore store, Staged staged, Callable<T> row) throws IOException {
        Holder holder = Holder.upload("file-" + UUID.randomUUID());
        store.commit(List.of(NewBlob.of(staged)), holder, LONG_ENOUGH_TO_ENTER);
        try {
            return QuarkusTransaction.requiringNew().call(row);
        } finally {
            store.release(holder);
        }
    }

    /// @param most bytes that are taken
    /// @return the whole content, in the staging directory; the caller removes it unless it becomes a blob
    /// @throws dev.kennel.web.ProblemException when the disk is full
    static Staged stage(BlobFiles files, InputStream content, long most) throws IOException, TooLarge {
        try (BlobWriter writer = files.stage(0)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                if (writer.length() + read > most) {
                    throw new TooLarge();
                }
                writer.write(ByteBuffer.wrap(buffer, 0, read));
            }
            return writer.finish();
        } catch (DiskFullException e) {
            throw Problem.insufficientStorage("The disk is full")
                    .because(e.getMessage())
                    .exception();
        }
    }
}
