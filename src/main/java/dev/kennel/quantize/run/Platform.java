package dev.kennel.quantize.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.cuda.CudaDevices;
import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelDevices;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.KernelRows;
import dev.kennel.quantize.opencl.OpenClDevices;

/// What runs kernels on devices. Its devices are looked for when they are first asked for; an encoder on one stays open
/// until the process ends.
final class Platform {

    static final Platform OPENCL = new Platform("opencl", OpenClDevices::find);
    static final Platform CUDA = new Platform("cuda", CudaDevices::find);

    private final String name;
    private final Supplier<KernelDevices> find;
    private final Map<KernelDevice, DeviceEncoder> open = new HashMap<>();
    private Optional<KernelDevices> found = Optional.empty();

    /// @param name of its encoders
    Platform(String name, Supplier<KernelDevices> find) {
        this.name = name;
        this.find = find;
    }

    String name() {
        return name;
    }

    synchronized KernelDevices devices() {
        if (found.isEmpty()) {
            found = Optional.of(find.get());
        }
        return found.get();
    }

    /// The encoder on a device, the same each time.
    ///
    /// @param ggml knows the grids of some types
    /// @param log hears which device it is
    /// @throws KernelException when the device cannot be used after all
    synchronized DeviceEncoder open(KernelDevice device, RowEncoder ggml, Consumer<String> log) {
        String inWords = device.description().inWords();
        DeviceEncoder encoder = open.computeIfAbsent(
                device, _ -> new DeviceEncoder(new KernelEncoder(name, new KernelRows(device, ggml::widen)), inWords));
        if (!encoder.isSetAside()) {
            log.accept("encoding on " + inWords);
        }
        return encoder;
    }
}
