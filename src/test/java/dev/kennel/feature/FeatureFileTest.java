package dev.kennel.feature;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FeatureFileTest {

    @Test
    void readsAllFields() throws YamlException {
        Feature feature = FeatureFile.parse("mood.yaml", FeatureTexts.feature("benign: [A duck swims.]"));

        assertThat(feature.name()).isEqualTo("mood");
        assertThat(feature.poles()).isEqualTo(new Feature.Poles("cheerful", "sober"));
        assertThat(feature.contrast().pairs()).isEqualTo(2 * 8);
        assertThat(feature.probes()).hasSize(16);
        assertThat(feature.probes().getFirst())
                .isEqualTo(new Probe.Answers("How is the soup 0?", "Wonderful 0!", "Hot 0."));
        assertThat(feature.probes().getLast())
                .isEqualTo(new Probe.Options("Which one?", "Sunny!", "It is warm.", true));
        assertThat(feature.benign()).containsExactly("A duck swims.");
    }

    @Test
    void anOptionSaysWhichPoleItIsAt() {
        var probe = new Probe.Options("Which?", "one", "other", false);

        assertThat(probe.positive()).isEqualTo("other");
        assertThat(probe.negative()).isEqualTo("one");
    }

    @Test
    void aProbeThatIsNotHeldOutIsRefused() {
        String yaml = FeatureTexts.feature("").replace("How is the soup 3?", "how was day 3?");

        assertThat(problems(yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("probes[3].prompt");
            assertThat(problem.message()).contains("it is a prompt of the contrast too");
        });
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        String yaml = FeatureTexts.feature("")
                .replace("Hot 1.", "Wonderful 1!")
                .replace("- How was day 7?", "- How was day 6?")
                .replace("positive: a", "positive: c")
                .replace("name: mood", "name: a/b");

        assertThat(problems(yaml))
                .extracting(YamlProblem::field)
                .containsExactly("name", "contrast.prompts[7]", "probes[1].negative", "probes[15].positive");
    }

    @Test
    void aNameThatMeansSomethingElseInAddressesIsRefused() {
        assertThat(problems(FeatureTexts.feature("").replace("name: mood", "name: Seed")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("'Seed' means something else in the addresses of bundles and of the mixer"));
    }

    @Test
    void tooFewOfAnythingIsRefused() {
        String yaml = """
                name: mood
                poles: {positive: cheerful, negative: sober}
                notes: Is it cheerful?
                contrast: {positive: [Be glad.], negative: [], prompts: [How are you]}
                probes: []
                """;

        assertThat(problems(yaml))
                .extracting(YamlProblem::field)
                .containsExactlyInAnyOrder("contrast.negative", "contrast.prompts", "probes");
    }

    @Test
    void aProbeWithOptionsHasNoNegative() {
        String yaml = FeatureTexts.feature("").replace("positive: a", "positive: a, negative: No");

        assertThat(problems(yaml)).extracting(YamlProblem::field).containsExactly("probes[15].negative");
    }

    @Test
    void whatIsWrittenReadsBackEqual() throws YamlException {
        Feature feature = FeatureFile.parse("mood.yaml", FeatureTexts.feature("benign: ['it is: not', 'no', '1.0']"));

        String yaml = FeatureFile.write(feature);

        assertThat(FeatureFile.parse("again", yaml)).isEqualTo(feature);
        assertThat(FeatureFile.parse("again", yaml).digest()).isEqualTo(feature.digest());
    }

    private static List<YamlProblem> problems(String yaml) {
        return catchThrowableOfType(YamlException.class, () -> FeatureFile.parse("mood.yaml", yaml))
                .problems();
    }
}
