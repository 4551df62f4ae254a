package dev.kennel.measure.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `llama-perplexity --kl-divergence` printed below its table.
record LlamaPerplexityReport(Map<String, double[]> lines) {

    private static final Pattern LINE =
            Pattern.compile("^ ?(.+?) *: +(-?[0-9.]+)%?(?: ± +([0-9.]+))?.*$", Pattern.MULTILINE);

    static LlamaPerplexityReport read(String name) throws IOException {
        Map<String, double[]> lines = new HashMap<>();
        Matcher line = LINE.matcher(Files.readString(Path.of("src/test/resources/reference", name)));
        while (line.find()) {
            double error = line.group(3) == null ? 0 : Double.parseDouble(line.group(3));
            lines.put(line.group(1), new double[] {Double.parseDouble(line.group(2)), error});
        }
        return new LlamaPerplexityReport(lines);
    }

    double number(String label) {
        return lines.get(label)[0];
    }

    double error(String label) {
        return lines.get(label)[1];
    }
}
