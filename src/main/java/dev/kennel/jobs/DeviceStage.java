package dev.kennel.jobs;

/// A stage that computes on the device that a job asks for.
public interface DeviceStage extends Stage {

    /// The device's name.
    String device(Job job);

    @Override
    default Lane lane() {
        return Lane.CPU;
    }

    @Override
    default Lane lane(Job job) {
        return Lane.of(device(job));
    }
}
