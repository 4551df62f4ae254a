package dev.kennel.imports;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.kennel.web.Problem;

/// Lets one request at a time write to an upload: the newest, because a sender's connection may have broken without
/// the server having noticed.
final class UploadTurns {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Turn> newest = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /// Ends the turn of whoever had it, and begins another once that one writes no more.
    ///
    /// @throws dev.kennel.web.ProblemException when it does not end, or a newer request came meanwhile
    Turn take(String upload) {
        var turn = new Turn(upload);
        Turn before = newest.put(upload, turn);
        if (before != null) {
            before.interrupt();
        }
        try {
            turn.lock.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            turn.close();
            throw turn.lost();
        }
        if (!turn.lock.isHeldByCurrentThread()) {
            turn.close();
            throw Problem.conflict("The upload is still being written by an earlier request")
                    .next("Try again in a minute.")
                    .exception();
        }
        return turn;
    }

    final class Turn implements AutoCloseable {

        private final String upload;
        private final Thread thread = Thread.currentThread();
        private final ReentrantLock lock;
        private boolean over;

        private Turn(String upload) {
            this.upload = upload;
            this.lock = locks.computeIfAbsent(upload, _ -> new ReentrantLock());
        }

        boolean isNewest() {
            return newest.get(upload) == this;
        }

        RuntimeException lost() {
            return Problem.conflict("Another request goes on with this upload").exception();
        }

        private synchronized void interrupt() {
            if (!over) {
                thread.interrupt();
            }
        }

        /// A late interrupt must not hit what the thread does next.
        @Override
        public void close() {
            synchronized (this) {
                over = true;
                Thread.interrupted();
            }
            newest.remove(upload, this);
            if (lock.isHeldByCurrentThread()) {
                lock.unlock();
            }
        }
    }
}
