package dev.kennel.mixer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import dev.kennel.web.Problem;

/// Where questions wait for their turn, in the order in which they came: for a seat at the file that they are for,
/// which is loaded when there is room for it, in the place of one that nobody talks to if need be.
final class Desk {

    private final MixerConfig config;
    private final Function<MixTarget, LoadedFile> files;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Mix> waiting = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();

    /// @param files makes one that is not loaded yet
    Desk(MixerConfig config, Function<MixTarget, LoadedFile> files, Clock clock) {
        this.config = config;
        this.files = files;
        this.clock = clock;
    }

    /// A file with those who talk to it.
    private static final class Table {

        private final LoadedFile file;
        private int taken;
        private Instant leftAt = Instant.MAX;

        Table(LoadedFile file) {
            this.file = file;
        }
    }

    /// A place at a file; given back when closed.
    final class Seat implements AutoCloseable {

        private final Table table;

        private Seat(Table table) {
            this.table = table;
        }

        LoadedFile file() {
            return table.file;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                table.taken--;
                table.leftAt = clock.instant();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Puts a question at the end of the queue.
    ///
    /// @throws dev.kennel.web.ProblemException when the queue is full
    void enter(Mix mix) {
        lock.lock();
        try {
            if (waiting.size() >= config.waiting()) {
                throw Problem.of(503, "Too many questions are waiting")
                        .because(waiting.size() + " are, and no more may (kennel.mixer.waiting).")
                        .next("Ask again in a while.")
                        .exception();
            }
            waiting.add(mix);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a question's turn has come.
    ///
    /// @return empty when it was stopped meanwhile
    Optional<Seat> await(Mix mix) throws InterruptedException {
        List<LoadedFile> ended = new ArrayList<>();
        try {
            return await(mix, ended);
        } finally {
            ended.forEach(LoadedFile::close);
        }
    }

    /// @param ended receives the files that make room
    private Optional<Seat> await(Mix mix, List<LoadedFile> ended) throws InterruptedException {
        int told = -1;
        lock.lock();
        try {
            while (!mix.isStopping()) {
                int ahead = waiting.indexOf(mix);
                if (ahead == 0) {
                    Optional<Table> table = tableFor(mix.target(), ended);
                    if (table.isPresent()) {
                        table.get().taken++;
                        return Optional.of(new Seat(table.get()));
                    }
                }
                if (ahead == told) {
                    changed.await();
                } else {
                    tell(mix, ahead);
                    told = ahead;
                }
            }
            return Optional.empty();
        } finally {
            waiting.remove(mix);
            changed.signalAll();
            lock.unlock();
        }
    }

    /// Nobody waits for the lock because somebody hears slowly.
    private void tell(Mix mix, int ahead) {
        lock.unlock();
        try {
            mix.waits(ahead);
        } finally {
            lock.lock();
        }
    }

    private Optional<Table> tableFor(MixTarget target, List<LoadedFile> ended) {
        tables.removeIf(table -> table.file.isClosed());
        Optional<Table> own =
                tables.stream().filter(table -> table.file.serves(target)).findFirst();
        if (own.isPresent()) {
            return own.filter(table -> table.taken < config.together());
        }
        if (tables.size() >= config.files() && !makesRoom(ended)) {
            return Optional.empty();
        }
        var table = new Table(files.apply(target));
        tables.add(table);
        return Optional.of(table);
    }

    /// Takes away a file that nobody talks to.
    private boolean makesRoom(List<LoadedFile> ended) {
        Optional<Table> idle = tables.stream().filter(table -> table.taken == 0).findFirst();
        idle.ifPresent(table -> {
            tables.remove(table);
            ended.add(table.file);
        });
        return idle.isPresent();
    }

    /// Lets those who wait look again: whether they were stopped.
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Questions that wait for their turn.
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// The file that serves a target; empty when none is loaded for it.
    Optional<LoadedFile> loaded(MixTarget target) {
        lock.lock();
        try {
            return tables.stream()
                    .map(table -> table.file)
                    .filter(file -> file.serves(target) && file.loaded().isPresent())
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the files that nobody has talked to for so long.
    void endIdle(Duration idle) {
        List<Table> ended;
        lock.lock();
        try {
            Instant before = clock.instant().minus(idle);
            ended = tables.stream()
                    .filter(table -> table.taken == 0 && table.leftAt.isBefore(before))
                    .toList();
            tables.removeAll(ended);
        } finally {
            lock.unlock();
        }
        ended.forEach(table -> table.file.close());
    }

    /// Ends all files.
    void close() {
        List<Table> ended;
        lock.lock();
        try {
            ended = List.copyOf(tables);
            tables.clear();
            waiting.forEach(Mix::stop);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        ended.forEach(table -> table.file.close());
    }
}
