package dev.kennel.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Files may be as large as the disk, JSON not: it is held in memory.
class BodyLimit {

    static final int JSON_BYTES = 4 << 20;

    @ServerRequestFilter
    void limit(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        if (type == null || !type.getSubtype().endsWith("json") || !request.hasEntity()) {
            return;
        }
        if (request.getLength() > JSON_BYTES) {
            throw tooLarge();
        }
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    private static ProblemException tooLarge() {
        return Problem.of(413, "The body is too large")
                .because("JSON of more than %,d bytes is not taken.".formatted(JSON_BYTES))
                .next("Send a file as an upload; split a list into several requests.")
                .exception();
    }

    /// Counts what has been read: a body may come without its length.
    private static final class Limited extends FilterInputStream {

        private long left = JSON_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
