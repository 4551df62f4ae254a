package dev.kennel.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennel.gguf.ModelFacts.Licence;

import static org.assertj.core.api.Assertions.assertThat;

class FrontMatterTest {

    /// What a GGUF says may be anything: it stays text, and never ends the front matter.
    @Test
    void whateverTextsAreTheyStayTexts() throws Exception {
        List<String> texts =
                List.of("no", "1.0", "null", "- a", "a: b # c", "---", "\"'", "x\n---\ny: 1", "&a *a", "[", "");
        var front = new FrontMatter("gguf", "a: b", null, null, "no", "1e3", null, null, texts, texts);

        String text = front.text();

        assertThat(text).startsWith("---\nlibrary_name: \"gguf\"\n").endsWith("\n---");
        assertThat(text.lines().filter("---"::equals)).hasSize(2);
        Map<String, Object> read = new YAMLMapper().readValue(text, new TypeReference<>() {});
        assertThat(read)
                .containsOnlyKeys("library_name", "pipeline_tag", "quantized_by", "license", "language", "tags")
                .containsEntry("pipeline_tag", "a: b")
                .containsEntry("quantized_by", "no")
                .containsEntry("license", "1e3")
                .containsEntry("tags", texts);
    }

    @Test
    void aLinkThatIsNoPageIsLeftOut() {
        var licence = new Licence(Optional.empty(), Optional.of("Theirs"), Optional.of("javascript:alert(1)"));

        assertThat(HubLicence.of("Theirs", Optional.of(licence)).link()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "apache-2.0, apache-2.0, , ",
        "Apache-2.0, apache-2.0, , ",
        "Their Own Licence 1.0, other, their-own-licence-1.0, https://example.org/licence",
        "Somebody's, other, somebody-s, ",
    })
    void licencesAreThoseThatHubsKnow(String stated, String id, String name, String link) {
        var licence = new Licence(
                Optional.of("other"), Optional.of("Their Own Licence 1.0"), Optional.of("https://example.org/licence"));

        assertThat(HubLicence.of(stated, Optional.of(licence)))
                .isEqualTo(new HubLicence(Optional.of(id), Optional.ofNullable(name), Optional.ofNullable(link)));
    }
}
