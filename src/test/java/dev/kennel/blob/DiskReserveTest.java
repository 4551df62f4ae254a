package dev.kennel.blob;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DiskReserveTest {

    private static final Path STORE = Path.of("/srv/kennel");

    @Test
    void letsThroughWhatFitsBesideTheReserve() throws IOException {
        DiskReserve reserve = reserve(1_000, 400);

        reserve.require(600);

        assertThat(reserve.available()).isEqualTo(600);
    }

    @Test
    void saysWhatIsNeededAndWhatIsFree() {
        DiskReserve reserve = reserve(1_000, 400);

        assertThatExceptionOfType(DiskFullException.class)
                .isThrownBy(() -> reserve.require(601))
                .withMessageContaining("601 bytes are needed in /srv/kennel")
                .withMessageContaining("600 may be written")
                .withMessageContaining("1,000 are free");
    }

    @Test
    void hasNothingAvailableOnceTheReserveIsTouched() throws IOException {
        assertThat(reserve(300, 400).available()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void recognisesAFullDisk() {
        IOException failure = catchThrowableOfType(IOException.class, DiskReserveTest::writeToAFullDevice);

        assertThat(DiskFullException.named(failure, STORE))
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("/srv/kennel is full");
    }

    @Test
    void leavesOtherFailuresAsTheyAre() {
        IOException failure = new IOException("Input/output error");

        assertThat(DiskFullException.named(failure, STORE)).isSameAs(failure);
    }

    private static void writeToAFullDevice() throws IOException {
        assertThat(Files.exists(Path.of("/dev/full"))).isTrue();
        try (OutputStream out = new FileOutputStream("/dev/full")) {
            out.write(1);
        }
    }

    private static DiskReserve reserve(long free, long reserved) {
        return new DiskReserve(STORE, reserved, () -> free);
    }
}
