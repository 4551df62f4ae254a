package dev.kennel.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;

/// Lays a ZIP out as a virtual file: files as they are (stored), names in UTF-8, no times, so that the same files make
/// the same bytes. What is too large for the fields of old gets those of ZIP64 (APPNOTE 4.3 and 4.5.3).
public final class ZipLayout {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;

    private static final int PLAIN_VERSION = 20;
    private static final int ZIP64_VERSION = 45;
    private static final int UNIX = 3 << 8;
    private static final int NAMES_IN_UTF_8 = 1 << 11;
    /// 1 January 1980, where the times of ZIP files begin.
    private static final int FIRST_DAY = 1 << 5 | 1;

    private static final int ZIP64_FIELD = 1;
    private static final long LARGE = 0xffff_ffffL;
    private static final int MANY = 0xffff;
    private static final long END_64_BYTES = 44;

    private static final int REGULAR_FILE = 0100644;
    private static final int PROGRAM = 0100755;

    private final VirtualFile.Builder file = VirtualFile.builder();
    private final MessageDigest digest = Sha256.newDigest();
    private final List<byte[]> directory = new ArrayList<>();
    private long position;

    private ZipLayout() {}

    /// @return its digest is that of all headers and of the parts' digests: another one wherever a byte is another
    public static VirtualFile of(List<ZipPart> parts) {
        var layout = new ZipLayout();
        parts.forEach(layout::add);
        return layout.end();
    }

    private void add(ZipPart part) {
        byte[] name = part.name().getBytes(StandardCharsets.UTF_8);
        long bytes = part.content().length();
        directory.add(entry(part, name, position));
        inline(local(part, name));
        file.all(part.content());
        digest.update(part.content().sha256().hex().getBytes(StandardCharsets.US_ASCII));
        position += bytes;
    }

    private static byte[] local(ZipPart part, byte[] name) {
        long bytes = part.content().length();
        boolean large = bytes >= LARGE;
        var header = new Bytes()
                .u32(LOCAL)
                .u16(large ? ZIP64_VERSION : PLAIN_VERSION)
                .u16(NAMES_IN_UTF_8)
                .u16(0)
                .u16(0)
                .u16(FIRST_DAY)
                .u32(part.crc32())
                .u32(Math.min(bytes, LARGE))
                .u32(Math.min(bytes, LARGE))
                .u16(name.length)
                .u16(large ? 20 : 0)
                .raw(name);
        if (large) {
            header.u16(ZIP64_FIELD).u16(16).u64(bytes).u64(bytes);
        }
        return header.toArray();
    }

    private static byte[] entry(ZipPart part, byte[] name, long position) {
        long bytes = part.content().length();
        byte[] large = largeFields(bytes, position);
        int version = large.length > 0 ? ZIP64_VERSION : PLAIN_VERSION;
        return new Bytes()
                .u32(CENTRAL)
                .u16(UNIX | version)
                .u16(version)
                .u16(NAMES_IN_UTF_8)
                .u16(0)
                .u16(0)
                .u16(FIRST_DAY)
                .u32(part.crc32())
                .u32(Math.min(bytes, LARGE))
                .u32(Math.min(bytes, LARGE))
                .u16(name.length)
                .u16(large.length)
                .u16(0)
                .u16(0)
                .u16(0)
                .u32((long) (part.executable() ? PROGRAM : REGULAR_FILE) << 16)
                .u32(Math.min(position, LARGE))
                .raw(name)
                .raw(large)
                .toArray();
    }

    /// Of an entry in the directory: those numbers alone that do not fit, in their order.
    private static byte[] largeFields(long bytes, long position) {
        var numbers = new Bytes();
        if (bytes >= LARGE) {
            numbers.u64(bytes).u64(bytes);
        }
        if (position >= LARGE) {
            numbers.u64(position);
        }
        byte[] body = numbers.toArray();
        return body.length == 0
                ? body
                : new Bytes().u16(ZIP64_FIELD).u16(body.length).raw(body).toArray();
    }

    private VirtualFile end() {
        long start = position;
        directory.forEach(this::inline);
        long bytes = position - start;
        int count = directory.size();
        if (count >= MANY || start >= LARGE || bytes >= LARGE) {
            inline(end64(count, bytes, start, position));
        }
        inline(new Bytes()
                .u32(END)
                .u16(0)
                .u16(0)
                .u16(Math.min(count, MANY))
                .u16(Math.min(count, MANY))
                .u32(Math.min(bytes, LARGE))
                .u32(Math.min(start, LARGE))
                .u16(0)
                .toArray());
        return file.build(Sha256.ofRaw(digest.digest()));
    }

    /// @param here where it will stand
    private static byte[] end64(long count, long bytes, long start, long here) {
        return new Bytes()
                .u32(END_64)
                .u64(END_64_BYTES)
                .u16(UNIX | ZIP64_VERSION)
                .u16(ZIP64_VERSION)
                .u32(0)
                .u32(0)
                .u64(count)
                .u64(count)
                .u64(bytes)
                .u64(start)
                .u32(LOCATOR_64)
                .u32(0)
                .u64(here)
                .u32(1)
                .toArray();
    }

    private void inline(byte[] bytes) {
        file.inline(bytes);
        digest.update(bytes);
        position += bytes.length;
    }

    /// Numbers as ZIP files have them, the low byte first.
    private static final class Bytes {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes u16(int number) {
            return number(number, 2);
        }

        Bytes u32(long number) {
            return number(number, 4);
        }

        Bytes u64(long number) {
            return number(number, 8);
        }

        Bytes raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        byte[] toArray() {
            return out.toByteArray();
        }

        private Bytes number(long number, int bytes) {
            for (int i = 0; i < bytes; i++) {
                out.write((int) (number >>> (8 * i)));
            }
            return this;
        }
    }
}
