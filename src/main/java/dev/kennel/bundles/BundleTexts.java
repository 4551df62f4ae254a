package dev.kennel.bundles;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.bundle.BundleFormat;
import dev.kennel.bundle.BundleManifest.Steering;
import dev.kennel.catalog.Cards;
import dev.kennel.quantize.ShellWord;

/// What a bundle says of itself to people, and the programs in it.
@ApplicationScoped
class BundleTexts {

    private final Cards cards;

    BundleTexts(Cards cards) {
        this.cards = cards;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance readme(BundlePlan plan, List<Steering> steering, String file, String command);
    }

    /// The quant's card, then what is in the bundle.
    ///
    /// @param file name of the quant's file
    String readme(BundlePlan plan, String file) {
        String card = cards.bundled(plan.quant(), BundleFormat.PROVENANCE);
        return card.stripTrailing() + "\n\n"
                + Templates.readme(plan, plan.steering(), file, shell(command(plan, file)))
                        .render();
    }

    /// The words that run it in its folder.
    static List<String> command(BundlePlan plan, String file) {
        var words = new ArrayList<>(List.of("llama-server", "-m", file));
        if (!plan.steered().isEmpty()) {
            words.add("--control-vector-scaled");
            words.add(plan.steering().stream()
                    .map(steering -> steering.vector() + ":" + factor(steering.strength()))
                    .collect(Collectors.joining(",")));
        }
        return List.copyOf(words);
    }

    /// Without an exponent, which some readers of numbers do not know.
    static String factor(double strength) {
        return new BigDecimal(Double.toString(strength)).stripTrailingZeros().toPlainString();
    }

    static String shell(List<String> words) {
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }

    static String script(BundlePlan plan, String file) {
        List<String> words = command(plan, file);
        return """
                #!/bin/sh
                # %s of %s%s
                # What follows goes to llama-server too: ./run.sh --port 8081. LLAMA_SERVER names another program.
                set -eu
                cd -- "$(dirname -- "$0")"
                exec "${LLAMA_SERVER:-llama-server}" %s "$@"
                """.formatted(
                        plan.quant().name,
                        plan.request().model(),
                        plan.steered().isEmpty() ? "" : ": " + settings(plan),
                        shell(words.subList(1, words.size())));
    }

    private static String settings(BundlePlan plan) {
        return plan.steering().stream()
                .map(steering -> steering.feature() + " at " + BundleRequest.number(steering.setting()))
                .collect(Collectors.joining(", "));
    }

    /// A program for jllama, which takes one vector and multiplies none.
    static String java(BundlePlan plan, String file) {
        return """
                // Needs de.kherud:llama:4.2.0. In the bundle's folder: java -cp llama-4.2.0.jar KennelExample.java
                import de.kherud.llama.InferenceParameters;
                import de.kherud.llama.LlamaModel;
                import de.kherud.llama.LlamaOutput;
                import de.kherud.llama.ModelParameters;

                class KennelExample {

                    public static void main(String[] words) {
                        var parameters = new ModelParameters().setModel("%s")%s;
                        try (var model = new LlamaModel(parameters)) {
                            var question = new InferenceParameters("Which dog herds sheep?").setNPredict(64);
                            for (LlamaOutput output : model.generate(question)) {
                                System.out.print(output);
                            }
                        }
                        System.out.println();
                        // jllama leaves a thread behind that would keep the program alive
                        Runtime.getRuntime().halt(0);
                    }
                }
                """.formatted(
                        file.replace("\\", "\\\\").replace("\"", "\\\""),
                        plan.steered().isEmpty()
                                ? ""
                                : "\n                .addControlVector(\"" + BundleFormat.JLLAMA_VECTOR + "\")");
    }
}
