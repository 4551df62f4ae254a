package dev.kennel.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormatTest {

    private static final Instant NOW = Instant.parse("2026-11-24T23:16:05Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, just now",
        "PT4S, just now",
        "PT5S, 5 seconds ago",
        "PT59S, 59 seconds ago",
        "PT1M, 1 minute ago",
        "PT59M59S, 59 minutes ago",
        "PT1H, 1 hour ago",
        "P1D, 1 day ago",
        "P29D, 29 days ago",
        "P31D, 1 month ago",
        "P400D, 1 year ago",
        "PT-3H, in 3 hours"
    })
    void aTimeIsToldInItsLargestWholeUnit(Duration distance, String words) {
        assertThat(RelativeTime.words(NOW.minus(distance), NOW)).isEqualTo(words);
    }

    @Test
    void theExactTimeNamesItsZone() {
        assertThat(RelativeTime.exact(NOW)).isEqualTo("2026-11-24 23:16:05 UTC");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1.0 KiB",
        "18500000, 17.6 MiB",
        "21260088115, 19.8 GiB"
    })
    void aSizeAloneTakesTheUnitThatSuitsIt(long bytes, String text) {
        assertThat(Format.size(bytes)).isEqualTo(text.replace("1023", "1,023"));
    }

    @Test
    void sizesOfAColumnShareUnitAndDecimals() {
        ByteScale scale = ByteScale.of(List.of(8L << 30, 34L << 30));

        assertThat(scale.unit()).isEqualTo("GiB");
        assertThat(scale.format(8L << 30)).isEqualTo("8.0");
        assertThat(scale.format(36_829_000_000L)).isEqualTo("34.3");
    }

    @Test
    void theSmallestSizeOfAColumnNeverVanishes() {
        ByteScale scale = ByteScale.of(List.of(9_400_000L, 36_829_000_000L));

        assertThat(scale.unit()).isEqualTo("MiB");
        assertThat(scale.format(9_400_000L)).isEqualTo("9");
        assertThat(scale.format(36_829_000_000L)).isEqualTo("35,123");
    }

    @Test
    void anEmptyColumnHasAScaleToo() {
        assertThat(ByteScale.of(List.of()).unit()).isEqualTo("GiB");
    }

    @ParameterizedTest
    @CsvSource({"34660610688, 34.7 B", "999999999, 1.0 B", "8934912, 8.9 M", "999999, 1.0 M", "2048, 2.0 k", "12, 12"})
    void weightsAreCountedInBillionsOrMillions(long number, String text) {
        assertThat(Format.quantity(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"262144, 256k", "2048, 2k", "1000, '1,000'", "512, 512", "1048576, '1,024k'"})
    void contextLengthsAreToldAsPeopleSayThem(long number, String text) {
        assertThat(Format.tokens(number)).isEqualTo(text);
    }

    @Test
    void aDigestIsShortenedToItsEnds() {
        String digest = "7be140c9".repeat(7) + "0000a913";

        assertThat(Format.shortDigest(digest)).isEqualTo("7be1 40c9 … a913");
        assertThat(Format.shortDigest("abc")).isEqualTo("abc");
    }

    @Test
    void countsAgreeWithTheirNoun() {
        assertThat(Format.counted(1, "quant")).isEqualTo("1 quant");
        assertThat(Format.counted(1310, "quant")).isEqualTo("1,310 quants");
    }
}
