package dev.kennel.bundles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// What a person wants in a bundle, as its address says it: `quant=Q4_K_M&hedging=0.5`.
///
/// @param owner of the model
/// @param name of the model
/// @param quant as [dev.kennel.catalog.QuantRef] writes it
/// @param settings by the feature's name, in units as the base has them; never 0
record BundleRequest(String owner, String name, String quant, SortedMap<String, Double> settings) {

    static final String QUANT = "quant";

    /// Strengths beyond it wreck every model.
    private static final double MOST = 10;

    private static final int MOST_FEATURES = 64;

    /// @param quant of which a bundle is wanted
    /// @param query parameters, of which all others than the quant's are features; those without a value, and those
    ///     of 0, are left out
    /// @throws dev.kennel.web.ProblemException when a setting is no number, or beyond all use
    static BundleRequest of(String owner, String name, String quant, Map<String, List<String>> query) {
        SortedMap<String, Double> settings = new TreeMap<>();
        query.forEach((feature, values) -> {
            String value = values.isEmpty() ? "" : values.getLast().strip();
            if (!feature.equals(QUANT) && !value.isEmpty()) {
                setting(feature, value).ifPresent(number -> settings.put(feature, number));
            }
        });
        return of(owner, name, quant, settings);
    }

    /// @throws dev.kennel.web.ProblemException when a setting is beyond all use
    static BundleRequest of(String owner, String name, String quant, SortedMap<String, Double> settings) {
        SortedMap<String, Double> checked = new TreeMap<>();
        settings.forEach((feature, value) -> {
            if (value != null && value != 0) {
                checked.put(feature, inBounds(feature, value));
            }
        });
        if (checked.size() > MOST_FEATURES) {
            throw refused(QUANT, "At most " + MOST_FEATURES + " features fit into a bundle.");
        }
        return new BundleRequest(owner, name, quant, checked);
    }

    private static Optional<Double> setting(String feature, String value) {
        try {
            return Optional.of(Double.valueOf(value)).filter(number -> number != 0);
        } catch (NumberFormatException e) {
            throw refused(feature, "'" + shortened(value) + "' is no number of units; 1 is the usual one.");
        }
    }

    private static double inBounds(String feature, double value) {
        if (!(Math.abs(value) <= MOST)) {
            throw refused(feature, number(value) + " is not between -10 and 10 units.");
        }
        return value;
    }

    static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("This bundle cannot be made")
                .field(field, message)
                .exception();
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }

    /// "0.5", "-1".
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    public String model() {
        return owner + "/" + name;
    }

    /// The page that shows what is in it.
    public String page() {
        return "/" + model() + "/bundle?" + QUANT + "=" + Format.urlPart(quant) + parameters("&");
    }

    /// The bundle itself.
    public String download() {
        return "/" + model() + "/bundles/" + Format.urlPath(quant) + ".zip" + parameters("?");
    }

    /// What programs are told of it.
    public String api() {
        return "/api/v1/models/" + model() + "/bundles?" + QUANT + "=" + Format.urlPart(quant) + parameters("&");
    }

    private String parameters(String head) {
        return settings.isEmpty()
                ? ""
                : settings.entrySet().stream()
                        .map(setting -> Format.urlPart(setting.getKey()) + "=" + number(setting.getValue()))
                        .collect(Collectors.joining("&", head, ""));
    }
}
