package dev.kennel.recipe;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.Recipe.Imatrix;
import dev.kennel.recipe.Recipe.OnFallback;
import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RecipeFileTest {

    private static final String FULL = """
            # experts low, the rest high
            name: Q4_K_X
            use: "For a MoE model: small experts."
            base: q4_k_m
            rules:
              - {tensor: 'ffn_(up|gate)_exps', type: IQ3_S}
              - tensor: ffn_down_exps
                type: q4_K
            output: q8_0
            embedding: Q8_0
            pure: true
            imatrix: required
            on-fallback: fail
            families: [qwen35moe, nemotron_h_moe]
            """;

    @Test
    void readsEveryField() throws YamlException {
        assertThat(RecipeFile.parse("Q4_K_X.yaml", FULL))
                .isEqualTo(new Recipe(
                        "Q4_K_X",
                        FileType.Q4_K_M,
                        List.of(
                                new TensorRule("ffn_(up|gate)_exps", GgmlType.IQ3_S),
                                new TensorRule("ffn_down_exps", GgmlType.Q4_K)),
                        Optional.of(GgmlType.Q8_0),
                        Optional.of(GgmlType.Q8_0),
                        true,
                        Imatrix.REQUIRED,
                        OnFallback.FAIL,
                        List.of("qwen35moe", "nemotron_h_moe"),
                        "For a MoE model: small experts."));
    }

    @Test
    void whatIsNotSaidTakesTheLeastSurprisingValue() throws YamlException {
        Recipe recipe = RecipeFile.parse("Q6_K.yaml", "{name: Q6_K, use: Close to the base., base: Q6_K}");

        assertThat(recipe.rules()).isEmpty();
        assertThat(recipe.outputType()).isEmpty();
        assertThat(recipe.embeddingType()).isEmpty();
        assertThat(recipe.pure()).isFalse();
        assertThat(recipe.imatrix()).isEqualTo(Imatrix.OPTIONAL);
        assertThat(recipe.onFallback()).isEqualTo(OnFallback.ACCEPT);
        assertThat(recipe.families()).isEmpty();
    }

    @Test
    void readsJsonToo() throws YamlException {
        String json = """
                {"name": "Q6_K", "use": "Close to the base.", "base": "Q6_K", "pure": false, "rules": []}
                """;

        assertThat(RecipeFile.parse("request", json).base()).isEqualTo(FileType.Q6_K);
    }

    @Test
    void writesOneLayout() throws YamlException {
        assertThat(RecipeFile.write(RecipeFile.parse("Q4_K_X.yaml", FULL))).isEqualTo("""
                name: Q4_K_X
                use: 'For a MoE model: small experts.'
                base: Q4_K_M
                rules:
                - {tensor: 'ffn_(up|gate)_exps', type: iq3_s}
                - {tensor: 'ffn_down_exps', type: q4_K}
                output: q8_0
                embedding: q8_0
                pure: true
                imatrix: required
                on-fallback: fail
                families: [qwen35moe, nemotron_h_moe]
                """);
    }

    @Test
    void theDigestIsThatOfWhatIsSaid() throws YamlException {
        String reordered = """
                base: Q6_K       # the same recipe
                use: 'Close to the base.'
                name: "Q6_K"
                imatrix: optional
                """;

        assertThat(RecipeFile.parse("a", reordered).digest())
                .isEqualTo(RecipeFile.parse("b", "{name: Q6_K, use: Close to the base., base: q6_k}")
                        .digest())
                .isEqualTo("8b49bbe3ad2166d4b2c0f479f8a09017add0fd7eaf891bfadbf5551584cfa2d7");
    }

    @Test
    void namesFileLineFieldAndWhatIsAllowed() {
        assertThat(problemsOf("""
                name: Q4_K_X
                use: For a MoE model.
                base: Q4_K_N
                colour: red
                rules:
                - {tensor: ffn_up, type: q4_k}
                - {tensor: ffn_down, type: q9_0}
                families: qwen35moe
                """))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith(
                                        "X.yaml:3: base: 'Q4_K_N' is unknown, did you mean 'Q4_K_S'?; allowed: Q1_0,"),
                        problem -> assertThat(problem)
                                .startsWith("X.yaml:4: colour: there is no such field; known: name, use, base,"),
                        problem -> assertThat(problem)
                                .startsWith("X.yaml:7: rules[1].type: 'q9_0' is unknown, did you mean 'q"),
                        problem -> assertThat(problem).isEqualTo("X.yaml:8: families: must be a list; it is a text"));
    }

    @Test
    void namesAMissingField() {
        assertThat(problemsOf("base: Q4_K_M"))
                .containsExactly("X.yaml:1: name: the field is missing", "X.yaml:1: use: the field is missing");
    }

    @Test
    void namesAFieldThatIsThereTwice() {
        assertThat(problemsOf(recipe("imatrix: none\nimatrix: optional")))
                .containsExactly("X.yaml:5: imatrix: the field is there twice; keep one");
    }

    @Test
    void suggestsTheFieldThatWasMeant() {
        assertThat(problemsOf(recipe("on_fallback: fail")))
                .singleElement()
                .asString()
                .contains("on_fallback: there is no such field, did you mean 'on-fallback'?");
    }

    @Test
    void refusesTypesThatLlamaCppCannotWrite() {
        assertThat(problemsOf(recipe("rules: [{tensor: ffn_up, type: q8_K}]")))
                .singleElement()
                .asString()
                .contains("rules[0].type: 'q8_K' is unknown, did you mean 'q");
    }

    @Test
    void refusesRulesThatLlamaCppIgnores() {
        assertThat(problemsOf("""
                name: BF16_X
                use: Never.
                base: BF16
                rules: [{tensor: ffn_up, type: q8_0}]
                """))
                .containsExactly("X.yaml:4: rules: llama.cpp ignores rules when the base is BF16; leave them out or"
                        + " choose a base that quantizes");
    }

    @Test
    void refusesAnyTypeForACopy() {
        assertThat(problemsOf("{name: COPY, use: Never., base: COPY, output: q8_0}"))
                .singleElement()
                .asString()
                .contains("output: it has no effect when the base is COPY");
    }

    @Test
    void wantsAnImatrixForTypesThatNeedOne() {
        assertThat(problemsOf("{name: IQ2_XS, use: Small., base: IQ2_XS}"))
                .containsExactly("X.yaml:1: imatrix: IQ2_XS is made with an importance matrix only; write"
                        + " 'imatrix: required'");
        assertThat(problemsOf(recipe("rules: [{tensor: ffn_up, type: iq3_xxs}]\nimatrix: none")))
                .containsExactly("X.yaml:5: imatrix: the rules ask for iq3_xxs, which is made with an importance"
                        + " matrix only; write 'imatrix: required'");
    }

    @Test
    void refusesARuleThatIsNeverAsked() {
        assertThat(problemsOf(recipe("""
                rules:
                - {tensor: ffn_up, type: q4_K}
                - {tensor: ffn_up, type: q5_K}
                - {tensor: '.*', type: q4_K}
                - {tensor: ffn_down, type: q6_K}
                """)))
                .containsExactly(
                        "X.yaml:6: rules[1].tensor: the first rule that matches wins, and rules[0] has the same"
                                + " pattern; keep one",
                        "X.yaml:8: rules[3].tensor: the first rule that matches wins, and rules[2] matches every"
                                + " tensor; put this rule before it");
    }

    @Test
    void refusesNamesThatCannotBePartOfAFilesName() {
        for (String name : List.of("../x", "a b", "-x", "", "x-00001-of-00002", "x.gguf", "a..b", "é")) {
            assertThat(problemsOf("{name: '" + name + "', use: None., base: Q4_0}"))
                    .as(name)
                    .singleElement()
                    .asString()
                    .startsWith("X.yaml:1: name: ");
        }
    }

    @Test
    void refusesAFlagThatIsNeitherTrueNorFalse() {
        assertThat(problemsOf(recipe("pure: yes"))).containsExactly("X.yaml:4: pure: 'yes' is neither true nor false");
    }

    private static String recipe(String more) {
        return "name: Q4_K_X\nuse: For a test.\nbase: Q4_K_M\n" + more;
    }

    private static List<String> problemsOf(String text) {
        YamlException refused = catchThrowableOfType(YamlException.class, () -> RecipeFile.parse("X.yaml", text));
        assertThat(refused).as("refused: " + text).isNotNull();
        return refused.problems().stream().map(YamlProblem::toString).toList();
    }
}
