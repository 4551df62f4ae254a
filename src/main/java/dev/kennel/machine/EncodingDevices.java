package dev.kennel.machine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.device.Device;
import dev.kennel.jobs.DeviceField;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.web.Problem;

/// The devices of this node that jobs can encode on beside the CPU: those that OpenCL or CUDA knows and that nothing
/// stands in the way of. None of them is leased.
@ApplicationScoped
public class EncodingDevices {

    private final EncoderSurvey survey;

    EncodingDevices(EncoderSurvey survey) {
        this.survey = survey;
    }

    /// The choice of one in a form. Waits until a worker was asked.
    ///
    /// @param chosen as the form was sent
    public DeviceField field(Optional<String> chosen) {
        return new DeviceField(usable().map(EncodingDevices::described).toList(), chosen);
    }

    /// The device that a job gets. Nothing asks for [Device#AUTO], which each node takes as its own first GPU, or
    /// the CPU where it has none. Waits until a worker was asked.
    ///
    /// @param asked a device's name, in any case
    /// @return its name, [Device#CPU] or [Device#AUTO]
    /// @throws dev.kennel.web.ProblemException when this node has no such device, with those it has
    public String choose(Optional<String> asked) {
        String name = asked.map(String::strip).filter(word -> !word.isEmpty()).orElse(Device.AUTO);
        List<String> choices = Stream.concat(Stream.of(Device.AUTO, Device.CPU), usable().map(EncodingDevice::name))
                .toList();
        return choices.stream().filter(name::equalsIgnoreCase).findFirst().orElseThrow(() -> Problem.unprocessable(
                        "There is no such device")
                .field(
                        "device",
                        "There is no device '" + name + "' to encode on, on this machine. Choose one of: "
                                + choices.stream().collect(Collectors.joining(", ")) + ".")
                .exception());
    }

    private Stream<EncodingDevice> usable() {
        return survey.report().devices().stream().filter(EncodingDevice::usable);
    }

    private static Device described(EncodingDevice device) {
        return new Device(
                device.name(),
                device.description() + " (" + device.platform() + ")" + (device.gpu() ? "" : ", not a GPU"),
                device.gpu() ? Device.Kind.GPU : Device.Kind.CPU,
                device.memory(),
                Optional.of(device.driver()));
    }
}
