package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.kennel.device.Device;
import dev.kennel.device.LlamaBuild;
import dev.kennel.device.run.Builds;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.llama.HeaderWriter;
import dev.kennel.llama.HeaderWriter.HeaderTensor;
import dev.kennel.llama.KvOverride;
import dev.kennel.llama.Llama;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.AssembledQuant.PlacedTensor;
import dev.kennel.quantize.BlobChecked;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Makes a quant's header and finds out the digest of the file that header and blobs make up.
final class AssembleRunner implements TaskRunner<AssembleTask, AssembledQuant> {

    private final HeaderWriter headerWriter;
    private final LlamaBuild build;

    AssembleRunner(Llama llama) {
        this.headerWriter = llama.headerWriter();
        this.build = Builds.of(llama, Device.CPU);
    }

    @Override
    public AssembledQuant run(AssembleTask task, Reporter reporter) throws IOException, TaskFailure {
        byte[] header = header(task);
        var file = new FileDigest();
        file.add(ByteBuffer.wrap(header));
        List<PlacedTensor> placed = new ArrayList<>();
        for (TensorBlob tensor : task.tensors()) {
            placed.add(new PlacedTensor(tensor.name(), file.length(), tensor.bytes()));
            file.addChecked(tensor);
            file.padTo(HeaderWriter.ALIGNMENT);
            reporter.progress(new BlobChecked(tensor.name(), tensor.bytes()));
        }
        try (var staged = UnitFile.create(task.stagingDirectory().resolve("header.gguf"))) {
            staged.append(ByteBuffer.wrap(header));
            String headerSha256 = staged.finish();
            staged.keep();
            return new AssembledQuant(
                    staged.path(), headerSha256, header.length, file.length(), file.sha256(), placed, build);
        }
    }

    private byte[] header(AssembleTask task) throws IOException, TaskFailure {
        Source source = Source.open(task.shards());
        for (TensorBlob tensor : task.tensors()) {
            refuseMisfit(tensor, source);
        }
        if (task.tensors().size() != source.tensorCount()) {
            throw new TaskFailure("The quant would have %d tensors and its source has %d; plan it again."
                    .formatted(task.tensors().size(), source.tensorCount()));
        }
        List<KvOverride> keys =
                HeaderKeys.of(source, ImatrixSlices.usedBy(task.recipe(), ImatrixSlices.open(task.imatrix())));
        List<String> names = task.tensors().stream().map(TensorBlob::name).toList();
        List<HeaderTensor> tensors = task.tensors().stream()
                .map(tensor -> new HeaderTensor(tensor.name(), tensor.type()))
                .toList();
        return headerWriter.write(source.shards(), source.fileType(task.recipe().base(), names), keys, tensors);
    }

    private static void refuseMisfit(TensorBlob tensor, Source source) throws TaskFailure {
        if (!source.has(tensor.name())) {
            throw new TaskFailure("The source has no tensor named " + tensor.name() + "; plan the quant again.");
        }
        TensorInfo info = source.tensor(tensor.name());
        boolean fits = tensor.type().divides(info.rowLength())
                && tensor.bytes() == tensor.type().bytes(info.elements());
        if (!fits) {
            throw new TaskFailure("The blob of %s has %d bytes, which are not %s weights of %s; encode it again."
                    .formatted(
                            tensor.name(),
                            tensor.bytes(),
                            info.shapeText(),
                            tensor.type().ggmlName()));
        }
    }
}
