package dev.kennel.steer.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

import dev.kennel.device.Device;
import dev.kennel.feature.Probe;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.llama.ChatMessage;
import dev.kennel.llama.Context;
import dev.kennel.llama.Model;
import dev.kennel.llama.PackagedLlama;

/// Scores probes as the protocol of steering says, plainly: one answer after the other.
final class ProbeScorer implements AutoCloseable {

    private final Model model;
    private final Context context;
    private final int width;
    private final float[] directions;

    ProbeScorer(Path file, Path vectorFile) throws Exception {
        ControlVectorFile vector = ControlVectorFile.read(vectorFile);
        ModelFacts facts = ModelFacts.of(GgufFiles.open(file));
        this.model = PackagedLlama.get().loadModel(List.of(file), Device.CPU);
        this.context = model.newContext(512, 1);
        this.width = (int) vector.embeddingLength();
        this.directions = new float[(int) (facts.blockCount() - 1) * width];
        read(vectorFile, vector);
    }

    private void read(Path file, ControlVectorFile vector) throws IOException {
        GgufHeader header = GgufReader.read(file);
        for (int block : vector.layers()) {
            var tensor = header.tensors().stream()
                    .filter(each -> each.name().equals("direction." + block))
                    .findFirst()
                    .orElseThrow();
            ByteBuffer bytes = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            try (FileChannel channel = FileChannel.open(file)) {
                channel.read(bytes, header.fileOffset(tensor));
            }
            bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(directions, (block - 1) * width, width);
        }
    }

    /// log p(positive) − log p(negative) with the vector so many times as strong.
    double margin(Probe probe, float strength) {
        var scaled = new float[directions.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = strength * directions[i];
        }
        context.steer(scaled, width);
        var answers = (Probe.Answers) probe;
        return logProbability(answers.prompt(), answers.positive())
                - logProbability(answers.prompt(), answers.negative());
    }

    private double logProbability(String prompt, String answer) {
        String text = model.promptOf(List.of(new ChatMessage("user", prompt)));
        int[] read = model.vocabulary().tokenize(text, true, true);
        int[] said = model.vocabulary().tokenize(answer, false, false);
        context.clear();
        float[] logits = context.decode(read);
        double sum = 0;
        for (int token : said) {
            sum += logProbability(logits, token);
            logits = context.decode(token);
        }
        return sum;
    }

    private static double logProbability(float[] logits, int token) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return logits[token] - highest - Math.log(sum);
    }

    @Override
    public void close() {
        context.close();
        model.close();
    }
}
