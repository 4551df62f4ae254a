package dev.kennel;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import dev.kennel.bundle.BundleCheck;
import dev.kennel.bundle.BundleFault;
import dev.kennel.bundle.BundleFolder;
import dev.kennel.bundle.BundleZip;
import dev.kennel.gguf.GgufFormatException;
import dev.kennel.web.Format;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerProcess;
import dev.kennel.worker.WorkerSettings;

/// The main of `./kennel check-bundle FILE`: is a bundle as it was made, and do its quant and vectors still say
/// what was recorded? Needs neither a server nor a database.
///
/// Ends with status 0 when all is as it was, else with 1. The last line is `result: files=… features=… failed=…`, or
/// `result: no bundle`.
public final class CheckBundle {

    private static final String HEAP = "512m";
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final PrintStream out;

    CheckBundle(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        if (args.length != 1 || args[0].startsWith("--")) {
            System.err.println("check-bundle takes one bundle: a ZIP, or the folder that it was unpacked to.");
            System.exit(1);
        }
        System.exit(new CheckBundle(System.out).run(Path.of(args[0])) ? 0 : 1);
    }

    /// @param bundle a ZIP or a folder
    /// @return whether all is as it was
    boolean run(Path bundle) {
        try {
            if (Files.notExists(bundle)) {
                throw new NoSuchFileException(bundle.toString());
            }
            if (Files.isDirectory(bundle)) {
                return check(bundle);
            }
            try (BundleZip zip = BundleZip.open(bundle)) {
                return unpackedAndChecked(bundle, zip);
            }
        } catch (BundleFault | GgufFormatException e) {
            return refused(bundle, e.getMessage());
        } catch (NoSuchFileException e) {
            return refused(bundle, "There is no file " + e.getFile() + ".");
        } catch (TaskFailure | WorkerDied e) {
            return refused(bundle, "Its quant does not run: " + e.getMessage());
        } catch (IOException e) {
            return refused(bundle, "It cannot be read: " + e);
        }
    }

    private boolean refused(Path bundle, String why) {
        out.println(bundle + ": " + why);
        out.println("result: no bundle");
        return false;
    }

    /// llama.cpp reads files, so that the bundle is unpacked beside itself for as long as the check takes.
    private boolean unpackedAndChecked(Path bundle, BundleZip zip)
            throws BundleFault, IOException, TaskFailure, WorkerDied {
        Path beside = bundle.toAbsolutePath().getParent();
        long free = Files.getFileStore(beside).getUsableSpace();
        if (zip.bytes() > free) {
            throw new BundleFault(
                    "Unpacked it takes %s, and %s has %s left. Unpack it where there is room, and check that folder."
                            .formatted(Format.size(zip.bytes()), beside, Format.size(free)));
        }
        Path directory = temporary(beside);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        try {
            zip.unpack(directory);
            return check(directory);
        } finally {
            delete(directory);
        }
    }

    private static Path temporary(Path beside) throws BundleFault {
        try {
            return Files.createTempDirectory(beside, ".check-bundle-");
        } catch (IOException e) {
            throw new BundleFault("It has to be unpacked, and nothing can be written to " + beside
                    + ". Unpack it where you may write, and check that folder.");
        }
    }

    private boolean check(Path directory) throws BundleFault, IOException, TaskFailure, WorkerDied {
        BundleFolder bundle = BundleFolder.read(directory);
        int files = bundle.manifest().files().size() + 2;
        out.println(Format.counted(files, "file") + ", " + Format.size(bundle.bytes()) + ": all as they were put in");
        try (WorkerProcess worker = WorkerProcess.start(settings(), "dev.kennel.Worker")) {
            BundleCheck.Outcome outcome = new BundleCheck(bundle, out).run(worker);
            out.printf("result: files=%d features=%d failed=%d%n", files, outcome.features(), outcome.failed());
            return outcome.passed();
        }
    }

    private static WorkerSettings settings() {
        return new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                HEAP,
                SILENCE,
                Map.of("kennel.llama.directory", System.getProperty("kennel.llama.directory")));
    }

    /// What cannot be deleted stays: the check has said what it found.
    private static void delete(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            System.err.println(directory + " could not be deleted: " + e.getMessage());
        }
    }
}
