package dev.kennel.machine;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.device.Device;
import dev.kennel.quantize.EncoderChoice;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DeviceChoicesTest {

    private static final EncodingDevice RIGHT = device("OpenCL0", Optional.empty());
    private static final EncodingDevice INEXACT = device("OpenCL1", Optional.of("it does not round"));

    @Test
    void aDeviceIsChosenByItsNameInAnyCase() {
        assertThat(choices(EncoderChoice.AUTO, RIGHT).choose(Optional.of(" opencl0 ")))
                .isEqualTo("OpenCL0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "AUTO"})
    void anEmptyNameIsNone(String name) {
        assertThat(choices(EncoderChoice.OPENCL, RIGHT).choose(Optional.of(name)))
                .isEqualTo(Device.AUTO);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "CPU", "GGML", "SIMD"})
    void theCpuCanBeChosenWhereItMayEncode(EncoderChoice allowed) {
        assertThat(choices(allowed).choose(Optional.of("cpu"))).isEqualTo(Device.CPU);
        assertThat(choices(allowed).field(Optional.empty()).cpu()).isTrue();
    }

    @Test
    void whereOnlyDevicesMayEncodeTheCpuIsNotOfferedAndRefused() {
        DeviceChoices choices = choices(EncoderChoice.OPENCL, RIGHT);

        assertThat(choices.field(Optional.empty()).cpu()).isFalse();
        assertThat(refusal(choices, "cpu").title()).isEqualTo("The configuration does not allow the device");
        assertThat(refusal(choices, "cpu").status()).isEqualTo(422);
        assertThat(refusal(choices, "cpu").errors())
                .containsExactly(new Problem.Field(
                        "device",
                        "'cpu' cannot be used: kennel.encoder is opencl, which allows devices only and not the CPU."
                                + " Choose one of: auto, OpenCL0."));
    }

    @Test
    void whereNoDeviceMayEncodeThatIsSaidOfEveryName() {
        assertThat(message(choices(EncoderChoice.SIMD), "OpenCL0"))
                .isEqualTo("'OpenCL0' cannot be used: kennel.encoder is simd, which allows no device."
                        + " Choose one of: auto, cpu.");
    }

    @Test
    void ofADeviceThatCannotBeUsedItIsSaidWhy() {
        assertThat(message(choices(EncoderChoice.AUTO, RIGHT, INEXACT), "opencl1"))
                .isEqualTo("'opencl1' cannot be used: it does not round. Choose one of: auto, cpu, OpenCL0.");
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() {
        assertThat(message(choices(EncoderChoice.AUTO), "CUDA0"))
                .isEqualTo("There is no device 'CUDA0' to encode on, on this machine. Choose one of: auto, cpu.");
    }

    @Test
    void whereOneKindIsAllowedThatIsSaidOfADeviceThatIsNotThere() {
        assertThat(message(choices(EncoderChoice.OPENCL), "CUDA0"))
                .isEqualTo("There is no device 'CUDA0' to encode on, on this machine, among those that"
                        + " kennel.encoder=opencl allows. Choose one of: auto.");
    }

    private static String message(DeviceChoices choices, String name) {
        return refusal(choices, name).errors().getFirst().message();
    }

    private static Problem refusal(DeviceChoices choices, String name) {
        return catchThrowableOfType(ProblemException.class, () -> choices.choose(Optional.of(name)))
                .problem();
    }

    private static DeviceChoices choices(EncoderChoice allowed, EncodingDevice... devices) {
        return new DeviceChoices(allowed, List.of(devices));
    }

    private static EncodingDevice device(String name, Optional<String> obstacle) {
        return new EncodingDevice(name, "a GPU", "a platform", "1", true, 1 << 30, obstacle);
    }
}
