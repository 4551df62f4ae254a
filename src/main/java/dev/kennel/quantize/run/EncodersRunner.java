package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.kennel.device.Device;
import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.Llama;
import dev.kennel.quantize.EncodersFound;
import dev.kennel.quantize.EncodersFound.Encoder;
import dev.kennel.quantize.EncodersTask;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.recipe.TensorTypes;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Says which encoder is preferred for which type.
final class EncodersRunner implements TaskRunner<EncodersTask, EncodersFound> {

    private final Llama llama;

    EncodersRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public EncodersFound run(EncodersTask task, Reporter reporter) throws TaskFailure {
        Set<GgmlType> left = new TreeSet<>(
                Arrays.stream(GgmlType.values()).filter(TensorTypes::isTarget).toList());
        List<Encoder> encoders = new ArrayList<>();
        AllowedEncoders allowed = AllowedEncoders.by(AllowedEncoders.configured());
        for (TensorEncoder encoder : allowed.of(llama.rowEncoder(), Device.AUTO, reporter::log)) {
            List<GgmlType> types = left.stream().filter(encoder::supports).toList();
            types.forEach(left::remove);
            encoders.add(new Encoder(inWords(encoder), types, vectorBits(encoder)));
        }
        List<EncodingDevice> devices = allowed.devices().devices().stream()
                .map(DeviceEncoders.Found::description)
                .toList();
        return new EncodersFound(
                llama.cpuVariant(), encoders, devices, allowed.devices().cudaProblem());
    }

    private static Optional<Integer> vectorBits(TensorEncoder encoder) {
        return encoder instanceof SimdEncoder simd ? Optional.of(simd.width().bits()) : Optional.empty();
    }

    private static String inWords(TensorEncoder encoder) {
        return encoder instanceof DeviceEncoder device ? device.name() + " on " + device.device() : encoder.name();
    }
}
