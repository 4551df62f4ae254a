package dev.kennel.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

import io.quarkus.arc.Arc;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;

/// How figures, times and digests are written on pages, as extensions for templates: `{job.createdAt.ago}`,
/// `{file.bytes.size}`, `{model.parameters.quantity}`.
@TemplateExtension
public final class Format {

    private static final Pattern NEGATIVE_ZERO = Pattern.compile("-0(\\.0*)?");

    private static final int SHORT_REVISION = 7;

    private Format() {}

    /// A time as an element: "3 minutes ago", the exact time on hover.
    public static RawString ago(Instant time) {
        Instant now = Arc.requireContainer().instance(Clock.class).get().instant();
        return new RawString("<time class=\"relative\" datetime=\"" + time + "\" title=\"" + RelativeTime.exact(time)
                + "\">" + RelativeTime.words(time, now) + "</time>");
    }

    /// "2026-11-24 23:16:05 UTC".
    public static String exact(Instant time) {
        return RelativeTime.exact(time);
    }

    /// Bytes in a unit of their own: "19.8 GiB". In a column of sizes take one [ByteScale] for all.
    public static String size(long bytes) {
        return bytes < 1024 ? counted(bytes, "byte") : ByteScale.of(bytes).formatWithUnit(bytes);
    }

    /// "1,310".
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// "1,310".
    public static String grouped(int number) {
        return grouped((long) number);
    }

    /// Weights of a model: "34.7 B", "8.9 M".
    public static String quantity(long number) {
        if (number >= 999_950_000) {
            return decimals(number / 1e9, 1) + " B";
        }
        if (number >= 999_950) {
            return decimals(number / 1e6, 1) + " M";
        }
        return number >= 1000 ? decimals(number / 1e3, 1) + " k" : Long.toString(number);
    }

    /// A context length: "256k" for 262,144, "1,000" for 1,000.
    public static String tokens(long number) {
        return number >= 1024 && number % 1024 == 0 ? grouped(number / 1024) + "k" : grouped(number);
    }

    /// With that many digits after the point: "4.91".
    public static String decimals(double number, int digits) {
        String text = String.format(Locale.ROOT, "%,." + digits + "f", number);
        return NEGATIVE_ZERO.matcher(text).matches() ? text.substring(1) : text;
    }

    /// Of very different sizes in one column: "3.41e-04".
    public static String scientific(double number) {
        return number == 0 ? "0" : String.format(Locale.ROOT, "%.2e", number);
    }

    /// A share of 1 in percent, without the sign, with that many digits after the point: "97.98".
    public static String percent(double share, int digits) {
        return decimals(100 * share, digits);
    }

    /// "36 quants", "1 quant".
    public static String counted(long number, String noun) {
        return grouped(number) + " " + (number == 1 ? noun : noun + "s");
    }

    /// "36 quants", "1 quant".
    public static String counted(int number, String noun) {
        return counted((long) number, noun);
    }

    /// As a value in the query of an address.
    public static String urlPart(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// As the path of an address holds it; its slashes stay.
    public static String urlPath(String path) {
        return urlPart(path).replace("+", "%20").replace("%2F", "/");
    }

    /// With a capital at its head.
    public static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /// A constant as a word: "on fallback" for `ON_FALLBACK`.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// A SHA-256 for reading: "7be1 40c9 … a913".
    public static String shortDigest(String digest) {
        if (digest.length() < 16) {
            return digest;
        }
        return digest.substring(0, 4) + " " + digest.substring(4, 8) + " … " + digest.substring(digest.length() - 4);
    }

    /// A revision for reading: its first seven digits.
    public static String shortRevision(String id) {
        return id.length() <= SHORT_REVISION ? id : id.substring(0, SHORT_REVISION);
    }
}
