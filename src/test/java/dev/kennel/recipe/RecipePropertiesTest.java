package dev.kennel.recipe;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.Recipe.Imatrix;
import dev.kennel.recipe.Recipe.OnFallback;
import dev.kennel.yaml.YamlException;

import static org.assertj.core.api.Assertions.assertThat;

class RecipePropertiesTest {

    private static final int CASES = 2_000;
    private static final List<String> WORDS = List.of(
            "true",
            "no",
            "null",
            "~",
            "1e3",
            "0x1F",
            "a: b",
            "# no comment",
            "'quoted'",
            "\"",
            "- x",
            "{",
            "[a",
            "%",
            "@",
            "`",
            "&a",
            "*b",
            "!t",
            "|",
            ">",
            "? k",
            "2026-11-24",
            "é",
            "狗",
            "🐶",
            "a  b",
            "end:",
            ":start",
            "<<",
            "=",
            "\\",
            "\u00a0",
            "\u2028");

    @Test
    void whatIsWrittenReadsBackEqual() throws YamlException {
        for (long seed = 0; seed < CASES; seed++) {
            Recipe recipe = recipe(new Random(seed));
            String yaml = RecipeFile.write(recipe);

            Recipe back = RecipeFile.parse("seed " + seed, yaml);

            assertThat(back).as("seed %d:%n%s", seed, yaml).isEqualTo(recipe);
            assertThat(RecipeFile.write(back)).as("seed %d", seed).isEqualTo(yaml);
            assertThat(back.digest()).as("seed %d", seed).isEqualTo(recipe.digest());
        }
    }

    @Test
    void digestsTellRecipesApart() {
        for (long seed = 0; seed < CASES; seed++) {
            Recipe one = recipe(new Random(seed));
            Recipe other = changed(one, new Random(~seed));

            assertThat(other.digest().equals(one.digest()))
                    .as("seed %d: %s and %s", seed, one, other)
                    .isEqualTo(other.equals(one));
        }
    }

    @Test
    void anyChangeOfAFileIsReadOrRefusedClearly() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String yaml = mutated(RecipeFile.write(recipe(random)), random);

            try {
                assertThat(RecipeFile.parse("seed " + seed, yaml)).isNotNull();
            } catch (YamlException e) {
                assertThat(e.problems()).as("seed %d", seed).isNotEmpty();
                assertThat(e.problems()).as("seed %d", seed).allMatch(problem -> problem.line() >= 1);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ":\n" + yaml, e);
            }
        }
    }

    private static Recipe recipe(Random random) {
        FileType base = any(random, FileType.values());
        boolean quantizes = base.quantizes();
        boolean copies = base == FileType.COPY;
        return new Recipe(
                "R" + random.nextInt(1000),
                base,
                quantizes ? rules(random) : List.of(),
                copies ? Optional.empty() : maybeType(random),
                copies ? Optional.empty() : maybeType(random),
                quantizes && random.nextBoolean(),
                Imatrix.REQUIRED,
                any(random, OnFallback.values()),
                random.nextBoolean() ? List.of() : List.of("qwen35moe", "llama"),
                use(random));
    }

    private static List<TensorRule> rules(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> new TensorRule(
                        "blk\\.(" + i + "|9)\\.'?" + any(random, ": #", "[a-z]{2}", "^x ", "\"y\"", "\\{"),
                        type(random)))
                .toList();
    }

    private static String use(Random random) {
        StringBuilder use = new StringBuilder("Use");
        IntStream.range(0, 1 + random.nextInt(4)).forEach(i -> use.append(random.nextBoolean() ? " " : "")
                .append(any(random, WORDS.toArray(String[]::new))));
        String bare = use.substring(3).strip();
        return bare.isEmpty() || random.nextBoolean() ? use.toString() : bare;
    }

    private static Recipe changed(Recipe recipe, Random random) {
        return new Recipe(
                recipe.name(),
                recipe.base(),
                random.nextInt(3) > 0 ? recipe.rules() : rules(random),
                random.nextInt(3) > 0 ? recipe.outputType() : maybeType(random),
                random.nextInt(3) > 0 ? recipe.embeddingType() : maybeType(random),
                random.nextInt(3) > 0 ? recipe.pure() : random.nextBoolean(),
                recipe.imatrix(),
                recipe.onFallback(),
                recipe.families(),
                random.nextInt(3) > 0 ? recipe.use() : use(random));
    }

    private static String mutated(String yaml, Random random) {
        StringBuilder text = new StringBuilder(yaml);
        for (int i = 0; i <= random.nextInt(6); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, any(random, WORDS.toArray(String[]::new)));
                case 2 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                case 3 -> text.insert(at, any(random, "\n", "\t", "  ", "- ", ": ", "\u0000", "\ud800"));
                default -> throw new IllegalStateException();
            }
        }
        return text.toString();
    }

    private static Optional<GgmlType> maybeType(Random random) {
        return random.nextBoolean() ? Optional.of(type(random)) : Optional.empty();
    }

    private static GgmlType type(Random random) {
        return TensorTypes.targetNamed(any(random, TensorTypes.targetNames().toArray(String[]::new)))
                .orElseThrow();
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
