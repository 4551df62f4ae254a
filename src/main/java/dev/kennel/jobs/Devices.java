package dev.kennel.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.kennel.device.Device;
import dev.kennel.device.DevicesTask;
import dev.kennel.web.Problem;
import dev.kennel.worker.TaskFailure;

/// The devices of this node that jobs can have beside the CPU. A worker asks ggml for them once, while the server
/// starts, where the libraries know of any device and the node runs jobs.
@ApplicationScoped
public class Devices {

    private static final Logger LOG = Logger.getLogger(Devices.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final WorkerFactory workers;
    private final CompletableFuture<Found> search = new CompletableFuture<>();
    private final boolean wanted;

    Devices(
            WorkerFactory workers,
            JobsConfig jobs,
            @ConfigProperty(name = "kennel.llama.directory") Optional<Path> libraries) {
        this.workers = workers;
        this.wanted = jobs.worker() && libraries.filter(DeviceLibraries::areIn).isPresent();
    }

    /// @param problem why there may be more than was found
    private record Found(List<Device> devices, Optional<String> problem) {

        static Found nothing(Optional<String> problem) {
            return new Found(List.of(), problem);
        }
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        if (wanted) {
            Thread.ofVirtual().name("devices").start(() -> search.complete(look()));
        } else {
            search.complete(Found.nothing(Optional.empty()));
        }
    }

    private Found look() {
        try {
            List<Device> devices = workers.ask(new DevicesTask(), PATIENCE).devices().stream()
                    .filter(device -> device.kind().leasable())
                    .toList();
            LOG.infof("Devices beside the CPU: %s", devices.isEmpty() ? "none" : names(devices));
            return new Found(devices, Optional.empty());
        } catch (TaskFailure e) {
            return failed(e.getMessage());
        }
    }

    private static Found failed(String reason) {
        LOG.warnf("The devices of this node cannot be found out, jobs run on its CPU: %s", reason);
        return Found.nothing(Optional.of(reason));
    }

    /// In ggml's order, the CPU left out. Waits until ggml was asked.
    public List<Device> all() {
        return search.join().devices();
    }

    /// Why the devices are not known; none when they are. Waits until ggml was asked.
    public Optional<String> problem() {
        return search.join().problem();
    }

    /// @param told once, when the devices are known; none of them when they cannot be found out
    public void whenFound(Consumer<List<Device>> told) {
        search.thenAccept(found -> told.accept(found.devices())).exceptionally(failure -> {
            LOG.error("What waited for the devices of this node failed", failure);
            return null;
        });
    }

    /// @param name of a device; none is named [Device#CPU]
    public Optional<Device> named(String name) {
        return all().stream().filter(device -> device.name().equals(name)).findFirst();
    }

    /// The device that a job gets: [Device#AUTO] and nothing ask for the first GPU, or the CPU where there is none.
    ///
    /// @param asked a device's name, in any case
    /// @return its name, or [Device#CPU]
    /// @throws dev.kennel.web.ProblemException when this node has no such device, with those it has
    public String choose(Optional<String> asked) {
        String name = asked.map(String::strip).filter(word -> !word.isEmpty()).orElse(Device.AUTO);
        if (name.equalsIgnoreCase(Device.AUTO)) {
            return all().stream()
                    .min(Comparator.comparing(Device::kind))
                    .map(Device::name)
                    .orElse(Device.CPU);
        }
        return choices().filter(name::equalsIgnoreCase).findFirst().orElseThrow(() -> Problem.unprocessable(
                        "There is no such device")
                .field(
                        "device",
                        "There is no device '" + name + "' on this machine. Choose one of: " + Device.AUTO + ", "
                                + choices().collect(Collectors.joining(", ")) + ".")
                .exception());
    }

    private Stream<String> choices() {
        return Stream.concat(Stream.of(Device.CPU), all().stream().map(Device::name));
    }

    private static String names(List<Device> devices) {
        return devices.stream()
                .map(device -> device.name() + " (" + device.description() + ")")
                .collect(Collectors.joining(", "));
    }
}
