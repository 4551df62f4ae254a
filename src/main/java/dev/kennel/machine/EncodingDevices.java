package dev.kennel.machine;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.DeviceField;
import dev.kennel.quantize.EncoderChoice;

/// The devices of this node that jobs can encode on beside the CPU: those that OpenCL or CUDA knows and that nothing
/// stands in the way of. None of them is leased.
@ApplicationScoped
public class EncodingDevices {

    private final EncoderSurvey survey;
    private final EncoderChoice allowed;

    EncodingDevices(EncoderSurvey survey, EncoderChoice allowed) {
        this.survey = survey;
        this.allowed = allowed;
    }

    /// The choice of one in a form. Waits until a worker was asked.
    ///
    /// @param chosen as the form was sent
    public DeviceField field(Optional<String> chosen) {
        return choices().field(chosen);
    }

    /// The device that a job gets. Nothing asks for [dev.kennel.device.Device#AUTO], which each node takes as its own
    /// first GPU, or the CPU where it has none. Waits until a worker was asked.
    ///
    /// @param asked a device's name, in any case; an empty one is none
    /// @return its name, [dev.kennel.device.Device#CPU] or [dev.kennel.device.Device#AUTO]
    /// @throws dev.kennel.web.ProblemException when this node has no such device, or it may not be used, with those
    ///     that may
    public String choose(Optional<String> asked) {
        return choices().choose(asked);
    }

    private DeviceChoices choices() {
        return new DeviceChoices(allowed, survey.report().devices());
    }
}
