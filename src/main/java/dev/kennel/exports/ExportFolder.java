package dev.kennel.exports;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.kennel.blob.Sha256;
import dev.kennel.web.Format;

/// The folder that an export writes. A file appears in it when it is whole: until then it grows below
/// `.kennel-export`, where the next export of the same finds it and goes on.
///
/// A file that is whole already is kept. One that an earlier export wrote, as the folder's `SHA256SUMS` says, is
/// replaced. Any other is somebody's, and replaced only when that is asked for.
final class ExportFolder {

    static final String UNFINISHED = ".kennel-export";

    private static final int SHOWN = 5;

    private final Path directory;
    private final Path unfinished;
    private final FreeSpace space;
    private final Consumer<String> says;

    /// How many bytes may be written into a folder that need not be there yet.
    interface FreeSpace {
        long bytes(Path directory) throws IOException;
    }

    /// Writes one file as far as it is not there.
    interface Writer {
        void write(ExportFile file, Path target) throws IOException, ExportRefused;
    }

    /// @param says hears what becomes of each file
    ExportFolder(Path directory, FreeSpace space, Consumer<String> says) {
        this.directory = directory;
        this.unfinished = directory.resolve(UNFINISHED);
        this.space = space;
        this.says = says;
    }

    /// Makes the folder hold these files and a `SHA256SUMS` over them.
    ///
    /// @param force whether files that no export wrote are replaced
    /// @throws ExportRefused before anything is written, when it is no folder, has somebody's files or has no room
    void fill(List<ExportFile> files, boolean force, Writer writer) throws IOException, ExportRefused {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new ExportRefused(
                    directory + " is a file, not a folder. Name a folder, or one that is not there yet.");
        }
        List<ExportFile> missing = missing(files, force);
        requireRoom(missing);
        Files.createDirectories(unfinished);
        try (FileChannel channel = FileChannel.open(
                        unfinished.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new ExportRefused("Another export into " + directory + " is running. Wait for its end.");
            }
            for (ExportFile file : files) {
                if (missing.contains(file)) {
                    write(file, writer);
                } else {
                    says.accept("kept   " + file.path());
                }
            }
            write(sums(files), writer);
            deleteTree(unfinished);
        }
        sayWhatElseIsThere(files);
    }

    private List<ExportFile> missing(List<ExportFile> files, boolean force) throws IOException, ExportRefused {
        Sha256Sums sums = Sha256Sums.in(directory);
        var missing = new ArrayList<ExportFile>();
        var foreign = new ArrayList<String>();
        for (ExportFile file : files) {
            Path target = directory.resolve(file.path());
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new ExportRefused(target + " is a folder where a file has to be. Move it away.");
            }
            Optional<Sha256> found = digest(target);
            if (found.filter(file.content().sha256()::equals).isEmpty()) {
                missing.add(file);
                if (found.isPresent() && !found.equals(sums.of(file.path()))) {
                    foreign.add(file.path());
                }
            }
        }
        if (Files.exists(directory.resolve(Sha256Sums.NAME)) && !sums.ofExport()) {
            foreign.add(Sha256Sums.NAME);
        }
        if (!force && !foreign.isEmpty()) {
            throw new ExportRefused(directory + " has files that no export wrote, or that were changed since: "
                    + shortened(foreign) + ". Take another folder, or replace them with --force.");
        }
        return missing;
    }

    private static Optional<Sha256> digest(Path target) throws IOException {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS) ? Optional.of(Sha256.of(target)) : Optional.empty();
    }

    private void requireRoom(List<ExportFile> missing) throws IOException, ExportRefused {
        long needed = 0;
        for (ExportFile file : missing) {
            Path begun = unfinished.resolve(file.path());
            long length = file.content().length();
            needed += length - (Files.isRegularFile(begun) ? Math.min(length, Files.size(begun)) : 0);
        }
        long free = space.bytes(directory);
        if (needed > free) {
            throw new ExportRefused("%s needs %s more, and its disk has room for %s. Free some space, or choose fewer"
                            .formatted(directory, Format.size(needed), Format.size(free))
                    + " quants with --quant NAME.");
        }
    }

    private void write(ExportFile file, Writer writer) throws IOException, ExportRefused {
        Path begun = unfinished.resolve(file.path());
        Path target = directory.resolve(file.path());
        Files.createDirectories(begun.getParent());
        Files.createDirectories(target.getParent());
        writer.write(file, begun);
        Files.move(begun, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel parent = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            parent.force(true);
        }
        says.accept("wrote  " + file.path() + ", " + Format.size(file.content().length()));
    }

    private static ExportFile sums(List<ExportFile> files) {
        var digests = new TreeMap<String, Sha256>();
        files.forEach(file -> digests.put(file.path(), file.content().sha256()));
        return ExportFile.text(Sha256Sums.NAME, new Sha256Sums(digests).text());
    }

    private void sayWhatElseIsThere(List<ExportFile> files) throws IOException {
        List<String> known = Stream.concat(files.stream().map(ExportFile::path), Stream.of(Sha256Sums.NAME))
                .toList();
        List<String> others;
        try (Stream<Path> tree = Files.walk(directory)) {
            others = tree.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .filter(path -> !known.contains(path) && !path.startsWith("."))
                    .sorted()
                    .toList();
        }
        if (!others.isEmpty()) {
            says.accept("Also there, and not of this export: " + shortened(others) + ". They would be uploaded too.");
        }
    }

    private static String shortened(List<String> paths) {
        return paths.size() <= SHOWN
                ? String.join(", ", paths)
                : String.join(", ", paths.subList(0, SHOWN)) + " and " + (paths.size() - SHOWN) + " more";
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
