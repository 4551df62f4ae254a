package dev.kennel.hub;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.kennel.blob.VirtualFile;
import dev.kennel.hub.DownloadLedger.Lease;

/// Answers GET and HEAD with a file: single ranges, conditions, and a body that costs no memory however large
/// the file or slow the client. The file's blobs are kept while they are being sent.
public final class FileResponse {

    private static final Logger LOG = Logger.getLogger(FileResponse.class);

    private static final Pattern CLIENT_LEFT = Pattern.compile("Broken pipe|Connection reset");

    private final Vertx vertx;
    private final DownloadLedger ledger;
    private final DownloadCount count;

    FileResponse(Vertx vertx, DownloadLedger ledger, DownloadCount count) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.count = count;
    }

    /// Sends the file, or the part of it that was asked for. Call it on the request's event loop.
    public void send(RoutingContext context, Served served) {
        boolean get = context.request().method() == HttpMethod.GET;
        switch (FileAnswer.to(context.request().headers(), served, get)) {
            case FileAnswer.NotModified _ ->
                ResponseHead.status(context, served, 304).end();
            case FileAnswer.PreconditionFailed _ ->
                ResponseHead.status(context, served, 412).end();
            case FileAnswer.Unsatisfiable _ ->
                ResponseHead.unsatisfiable(context, served).end();
            case FileAnswer.Part part -> sendBody(context, served, part.from(), part.length(), 206);
            case FileAnswer.Whole _ when get -> sendBody(context, served, 0, served.length(), 200);
            case FileAnswer.Whole _ -> describeWhole(context, served);
        }
    }

    private void sendBody(RoutingContext context, Served served, long from, long length, int status) {
        switch (served) {
            case ServedFile file -> sendFile(context, file, from, length, status);
            case ServedBytes made -> sendBytes(context, made, from, length, status);
        }
    }

    private static void sendBytes(RoutingContext context, ServedBytes served, long from, long length, int status) {
        ResponseHead.body(context, served, from, length, status)
                .end(Buffer.buffer(served.bytes()).slice((int) from, (int) (from + length)));
    }

    private void describeWhole(RoutingContext context, Served served) {
        switch (served) {
            case ServedFile file -> describeFile(context, file);
            case ServedBytes made ->
                ResponseHead.body(context, made, 0, made.length(), 200).end();
        }
    }

    private void describeFile(RoutingContext context, ServedFile served) {
        long length = served.file().length();
        vertx.executeBlocking(() -> DiskCheck.holds(served.file().segments(0, length)), false)
                .onComplete(held -> {
                    if (held.failed()) {
                        context.fail(held.cause());
                    } else if (held.result()) {
                        ResponseHead.body(context, served, 0, length, 200).end();
                    } else {
                        refuseIncomplete(context, served);
                    }
                });
    }

    /// The database does not know it yet.
    private static void refuseIncomplete(RoutingContext context, ServedFile served) {
        LOG.warnf("A file that %s is made of is missing or too short; run ./kennel verify", served.filename());
        Refusal.incomplete(
                context,
                served.filename(),
                "Run ./kennel verify --repair on the server: it says what to make or upload again.");
    }

    private void sendFile(RoutingContext context, ServedFile served, long from, long length, int status) {
        vertx.executeBlocking(() -> open(served.file(), from, length), false).onComplete(opened -> {
            if (opened.failed()) {
                context.fail(opened.cause());
                return;
            }
            switch (opened.result()) {
                case Opened.Whole whole -> sendLeased(context, served, from, length, status, whole.lease());
                case Opened.Collected _ ->
                    Refusal.gone(context.response(), served.filename() + " has just been deleted");
                case Opened.Incomplete _ -> refuseIncomplete(context, served);
            }
        });
    }

    private sealed interface Opened {
        record Whole(Lease lease) implements Opened {}

        record Collected() implements Opened {}

        record Incomplete() implements Opened {}
    }

    private Opened open(VirtualFile file, long from, long length) throws IOException {
        Optional<Lease> lease = ledger.open(file);
        if (lease.isEmpty()) {
            return new Opened.Collected();
        }
        if (DiskCheck.holds(file.segments(from, length))) {
            return new Opened.Whole(lease.get());
        }
        lease.get().close();
        return new Opened.Incomplete();
    }

    private void sendLeased(
            RoutingContext context, ServedFile served, long from, long length, int status, Lease lease) {
        HttpServerResponse response = ResponseHead.body(context, served, from, length, status);
        Future<Void> body = response.closed()
                ? Future.failedFuture(new ClosedChannelException())
                : writerFor(context.request(), served.file(), from, length).send();
        body.onComplete(sent -> {
            lease.close();
            count.ended(sent.succeeded());
            if (sent.failed()) {
                breakOff(context, served, sent.cause());
            }
        });
    }

    private BodyWriter writerFor(HttpServerRequest request, VirtualFile file, long from, long length) {
        boolean plain = !request.isSSL();
        return plain && request.connection() instanceof Http1xServerConnection connection
                ? new RegionWriter(request.response(), connection, file.segments(from, length), count::sent)
                : new BufferWriter(vertx.getOrCreateContext(), request.response(), file, from, length, count::sent);
    }

    /// A body that cannot be finished must not look as if it were: the connection is cut.
    private static void breakOff(RoutingContext context, ServedFile served, Throwable cause) {
        if (clientLeft(cause)) {
            LOG.debugf("The client left a download of %s: %s", served.filename(), cause.getMessage());
        } else {
            LOG.warnf("A download of %s broke off: %s", served.filename(), cause);
        }
        context.response().reset();
    }

    private static boolean clientLeft(Throwable cause) {
        return switch (cause) {
            case ClosedChannelException _, VertxException _, SSLException _ -> true;
            default -> CLIENT_LEFT.matcher(String.valueOf(cause.getMessage())).find();
        };
    }
}
