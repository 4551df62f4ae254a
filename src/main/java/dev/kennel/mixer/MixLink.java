package dev.kennel.mixer;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedMap;

import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// Addresses of the mixer: what its form is filled with. Nothing is loaded by following one.
///
/// A slider's setting goes by the name of its feature: `/mixer/owner/name/Q4_K_M?hedging=-0.75&question=Why?`.
final class MixLink {

    static final String QUESTION = "question";
    static final String TOKENS = "tokens";
    static final String TEMPERATURE = "temperature";
    static final String SEED = "seed";

    /// The question that is gone on from; of forms alone, since answers are soon forgotten.
    private static final String AFTER = "after";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private MixLink() {}

    /// @param quant as [dev.kennel.catalog.QuantRef] writes it
    static String page(String model, String quant) {
        return "/mixer/" + Format.urlPath(model) + "/" + Format.urlPath(quant);
    }

    /// Of the page of a bundle with the same settings.
    static String bundle(String model, String quant, MixForm form) {
        var query = new StringBuilder();
        add(query, "quant", quant);
        form.settings().forEach((feature, setting) -> add(query, feature, plain(setting)));
        return "/" + Format.urlPath(model) + "/bundle" + query;
    }

    static String of(String model, String quant, MixForm form) {
        var query = new StringBuilder();
        form.settings().forEach((feature, setting) -> add(query, feature, plain(setting)));
        if (!form.question().isBlank()) {
            add(query, QUESTION, form.question());
        }
        if (form.tokens() != MixOrder.USUAL_TOKENS) {
            add(query, TOKENS, String.valueOf(form.tokens()));
        }
        if (form.temperature() != 0) {
            add(query, TEMPERATURE, plain(form.temperature()));
            add(query, SEED, String.valueOf(form.seed()));
        }
        return page(model, quant) + query;
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? '?' : '&')
                .append(Format.urlPart(name))
                .append('=')
                .append(Format.urlPart(value));
    }

    /// "-0.75", "1".
    static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.4f", number).replaceFirst("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    /// What a form or an address is filled with; what cannot be read is left as it is at the beginning.
    ///
    /// @param target whose sliders there are
    static MixForm form(MultivaluedMap<String, String> fields, MixTarget target) {
        Map<String, Double> settings = new TreeMap<>();
        for (Slider slider : target.sliders()) {
            double setting = number(fields.getFirst(slider.feature()), 0);
            if (setting != 0) {
                settings.put(slider.feature(), setting);
            }
        }
        String question = fields.getFirst(QUESTION);
        return new MixForm(
                question == null ? "" : question,
                settings,
                (int) number(fields.getFirst(TOKENS), MixOrder.USUAL_TOKENS),
                number(fields.getFirst(TEMPERATURE), 0),
                whole(fields.getFirst(SEED)).orElse(1L),
                whole(fields.getFirst(AFTER)));
    }

    /// For who asks with it.
    ///
    /// @throws dev.kennel.web.ProblemException naming what is no number
    static void requireNumbers(MultivaluedMap<String, String> fields, MixTarget target) {
        Stream.concat(target.sliders().stream().map(Slider::feature), Stream.of(TOKENS, TEMPERATURE, SEED))
                .forEach(field -> {
                    String text = fields.getFirst(field);
                    if (text != null && !text.isBlank() && Double.isNaN(number(text, Double.NaN))) {
                        throw Problem.unprocessable("This cannot be asked so")
                                .field(field, "'" + text + "' is no number.")
                                .exception();
                    }
                });
    }

    private static Optional<Long> whole(String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Long::valueOf);
    }

    private static double number(String text, double otherwise) {
        try {
            double number = text == null ? otherwise : Double.parseDouble(text.strip());
            return Double.isFinite(number) ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
