package dev.kennel.recipe;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PatternSyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attn_v",
                "ffn_(up|gate)_exps",
                "blk\\.(0|1|2)\\.",
                "^blk\\.[0-9]+\\.ffn_down\\.weight$",
                "blk\\.\\d{1,2}\\.attn",
                "ffn_(?!gate_inp)\\w+?_exps",
                "[^[:digit:]]x",
                "[\\]a-z]",
                "[^-.]",
                "(?:a|b)*c",
                "\\bx",
                "a{2,}",
            })
    void takesWhatStdRegexTakes(String pattern) {
        assertThat(PatternSyntax.problem(pattern)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = ';',
            value = {
                "(ffn;has '(' without its ')'",
                "ffn);has ')' without its '('",
                "[ffn;has '[' without its ']'",
                "ffn];has ']' without its opening",
                "*ffn;has '*' with nothing before it",
                "(+a);has '+' with nothing before it",
                "a**;has '*' with nothing before it",
                "a|*b;has '*' with nothing before it",
                "^*;has '*' with nothing before it",
                "(?!a)*;has '*' with nothing before it",
                "\\b+;has '+' with nothing before it",
                "a|;has an empty alternative",
                "();has an empty alternative",
                "(|a);has an empty alternative",
                "ffn\\;ends with a lone",
                "\\q;has '\\q'",
                "(a)\\1;has '\\1'",
                "a{x};has '{x}'",
                "a{2;has '{2'",
                "a{101};counts rise, to 100 at most",
                "[];has the empty class",
                "[z-a];the wrong way round",
                "[^z-a];the wrong way round",
                "[[:alpha];has '[:' without",
                "(?<name>a);std::regex knows",
                "(?i)a;std::regex knows",
                "FFN;has the capital letter 'F'",
                "\\D;has the capital letter 'D'",
                "(?=a);has '='",
                "é;has U+00E9",
            })
    void refusesWhatWouldFailOrMeanSomethingElse(String pattern, String problem) {
        assertThat(PatternSyntax.problem(pattern).orElse("taken")).contains(problem);
    }
}
