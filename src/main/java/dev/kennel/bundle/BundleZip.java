package dev.kennel.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import dev.kennel.bundle.BundleManifest.Listed;

/// A bundle as it is downloaded. Nothing but what its manifest lists is unpacked, and not a byte more than it says.
public final class BundleZip implements AutoCloseable {

    private static final int MOST_ENTRIES = 10_100;
    private static final int CHUNK = 1 << 20;

    private final ZipFile zip;
    private final BundleManifest manifest;

    private BundleZip(ZipFile zip, BundleManifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /// @throws BundleFault when it is no ZIP, was cut off, or is no bundle
    public static BundleZip open(Path file) throws BundleFault, IOException {
        ZipFile zip = zip(file);
        try {
            requirePlain(zip);
            return new BundleZip(zip, BundleFolder.manifest(manifestOf(zip)));
        } catch (BundleFault | IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws BundleFault, IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new BundleFault(file + " is no whole ZIP (" + e
                    + "): it was cut off, or is something else. Download it to its end: curl -C - goes on.");
        }
    }

    private static void requirePlain(ZipFile zip) throws BundleFault {
        if (zip.size() > MOST_ENTRIES) {
            throw new BundleFault("It has " + zip.size() + " entries; no bundle has so many.");
        }
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            BundlePath.require(entry.isDirectory() ? name.substring(0, name.length() - 1) : name);
            if (!names.add(name)) {
                throw new BundleFault("It has two entries named '" + name + "'. Get the bundle again.");
            }
        }
    }

    private static byte[] manifestOf(ZipFile zip) throws BundleFault, IOException {
        ZipEntry entry = zip.getEntry(BundleFormat.MANIFEST);
        if (entry == null) {
            throw new BundleFault("It has no " + BundleFormat.MANIFEST + ": this ZIP is no bundle.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] text = in.readNBytes(Math.toIntExact(BundleFolder.LARGEST_TEXT) + 1);
            if (text.length > BundleFolder.LARGEST_TEXT) {
                throw new BundleFault(BundleFormat.MANIFEST + " is larger than any bundle's.");
            }
            return text;
        } catch (ZipException | EOFException e) {
            throw new BundleFault(BundleFormat.MANIFEST + " cannot be unpacked (" + e + "). Get the bundle again.");
        }
    }

    /// What unpacking it takes.
    public long bytes() throws BundleFault {
        try {
            return manifest.files().stream().mapToLong(Listed::bytes).reduce(0, Math::addExact);
        } catch (ArithmeticException e) {
            throw new BundleFault(BundleFormat.MANIFEST + " states sizes that no disk has.");
        }
    }

    /// @param directory that is there and empty
    /// @throws BundleFault when an entry is missing, or has another size than is listed
    public void unpack(Path directory) throws BundleFault, IOException {
        for (Listed file : manifest.files()) {
            unpack(file.path(), file.bytes(), directory);
        }
        for (String path : BundleFormat.unlisted()) {
            unpack(path, Math.min(entry(path).getSize(), BundleFolder.LARGEST_TEXT), directory);
        }
    }

    private ZipEntry entry(String path) throws BundleFault {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null || entry.isDirectory()) {
            throw new BundleFault(path + " is missing. Get the bundle again.");
        }
        return entry;
    }

    private void unpack(String path, long bytes, Path directory) throws BundleFault, IOException {
        ZipEntry entry = entry(path);
        Path target = BundlePath.within(directory, path);
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            long copied = copy(in, out, bytes);
            if (copied != bytes || in.read() >= 0) {
                throw new BundleFault("%s has %s bytes than the %d that were put in. Get the bundle again."
                        .formatted(path, copied < bytes ? "fewer" : "more", bytes));
            }
        } catch (ZipException | EOFException e) {
            throw new BundleFault(path + " cannot be unpacked (" + e + "). Get the bundle again.");
        }
    }

    private static long copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long copied = 0;
        while (copied < most) {
            int read = in.read(chunk, 0, (int) Math.min(CHUNK, most - copied));
            if (read < 0) {
                break;
            }
            out.write(chunk, 0, read);
            copied += read;
        }
        return copied;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
