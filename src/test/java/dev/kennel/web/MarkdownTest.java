package dev.kennel.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "Apache-2.0 → Apache-2.0",
                "blk.0.attn_q.weight → blk.0.attn_q.weight",
                "<img src=x onerror=alert(1)> → \\<img src=x onerror=alert(1)\\>",
                "[here](javascript:alert(1)) → \\[here\\](javascript:alert(1))",
                "a | b → a \\| b",
                "**loud** and _soft_ → \\*\\*loud\\*\\* and \\_soft\\_",
                "`code` ~~gone~~ &lt; → \\`code\\` \\~\\~gone\\~\\~ \\&lt;",
                "# no heading → \\# no heading",
                "- no item → \\- no item",
                "1. no item → 1\\. no item",
                "3.5 B → 3.5 B",
                "back\\slash → back\\\\slash",
            })
    void proseStandsAsItIs(String text, String markdown) {
        assertThat(Markdown.literal(text)).isEqualTo(markdown);
    }

    @Test
    void aTextIsOneLine() {
        assertThat(Markdown.literal(" a\n\n# b\r\n")).isEqualTo("a # b");
        assertThat(Markdown.code("a\nb")).isEqualTo("`a b`");
    }

    @Test
    void codeHoldsBackticksAndBars() {
        assertThat(Markdown.code("pup.gguf")).isEqualTo("`pup.gguf`");
        assertThat(Markdown.code("a|b")).isEqualTo("`a\\|b`");
        assertThat(Markdown.code("`a``b")).isEqualTo("``` `a``b ```");
    }
}
