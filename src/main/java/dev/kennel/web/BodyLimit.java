package dev.kennel.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/// A body that its resource streams may be as large as the disk; any other is held in memory, and so is limited. Forms
/// have limits of their own.
class BodyLimit {

    static final int BYTES = 4 << 20;

    @ServerRequestFilter
    void limit(ContainerRequestContext request, SimpleResourceInfo resource) {
        if (!request.hasEntity() || isStreamed(resource) || isForm(request.getMediaType())) {
            return;
        }
        if (request.getLength() > BYTES) {
            throw tooLarge();
        }
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    private static boolean isStreamed(SimpleResourceInfo resource) {
        return Arrays.asList(resource.parameterTypes()).contains(InputStream.class);
    }

    private static boolean isForm(MediaType type) {
        return type != null
                && (type.getType().equals("multipart") || type.getSubtype().equals("x-www-form-urlencoded"));
    }

    private static ProblemException tooLarge() {
        return Problem.of(413, "The body is too large")
                .because("More than %,d bytes are not taken here.".formatted(BYTES))
                .next("Send a file as an upload; split a list into several requests.")
                .exception();
    }

    /// Counts what has been read: a body may come without its length.
    private static final class Limited extends FilterInputStream {

        private long left = BYTES;

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
