package dev.kennel.machine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennel.device.Device;
import dev.kennel.jobs.DeviceField;
import dev.kennel.quantize.EncoderChoice;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.web.Problem;

/// What a job can be encoded on.
///
/// @param found devices that the configuration allows, usable or not
record DeviceChoices(EncoderChoice allowed, List<EncodingDevice> found) {

    DeviceField field(Optional<String> chosen) {
        return new DeviceField(usable().map(DeviceChoices::described).toList(), allowed.allowsCpu(), chosen);
    }

    /// As [EncodingDevices#choose] does it.
    String choose(Optional<String> asked) {
        String name = asked.map(String::strip).filter(word -> !word.isEmpty()).orElse(Device.AUTO);
        return names().filter(name::equalsIgnoreCase).findFirst().orElseThrow(() -> refusal(name)
                .exception());
    }

    private Stream<String> names() {
        return Stream.concat(
                allowed.allowsCpu() ? Stream.of(Device.AUTO, Device.CPU) : Stream.of(Device.AUTO),
                usable().map(EncodingDevice::name));
    }

    private Stream<EncodingDevice> usable() {
        return found.stream().filter(EncodingDevice::usable);
    }

    private Problem refusal(String name) {
        if (name.equalsIgnoreCase(Device.CPU)) {
            return notAllowed(name, "devices only and not the CPU");
        }
        if (!allowed.allowsDevices()) {
            return notAllowed(name, "no device");
        }
        return obstacle(name)
                .map(why -> refusal("The device cannot be used", "'%s' cannot be used: %s.".formatted(name, why)))
                .orElseGet(() -> refusal(
                        "There is no such device",
                        "There is no device '%s' to encode on, %s.".formatted(name, where())));
    }

    private Problem notAllowed(String name, String what) {
        return refusal(
                "The configuration does not allow the device",
                "'%s' cannot be used: %s is %s, which allows %s."
                        .formatted(name, EncoderChoice.PROPERTY, allowed.text(), what));
    }

    private Optional<String> obstacle(String name) {
        return found.stream()
                .filter(device -> device.name().equalsIgnoreCase(name))
                .findFirst()
                .flatMap(EncodingDevice::obstacle);
    }

    private String where() {
        return allowed == EncoderChoice.AUTO
                ? "on this machine"
                : "on this machine, among those that %s=%s allows".formatted(EncoderChoice.PROPERTY, allowed.text());
    }

    private Problem refusal(String title, String why) {
        return Problem.unprocessable(title)
                .field("device", why + " Choose one of: " + names().collect(Collectors.joining(", ")) + ".");
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
