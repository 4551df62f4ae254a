package dev.kennel.catalog;

import java.util.Locale;

/// A property of models that the catalog can be narrowed by.
enum Facet {
    FAMILY("Family", "m.family"),
    ARCHITECTURE("Architecture", "m.architecture"),
    /// In lower case: publishers write the same licence in several ways.
    LICENCE("Licence", "lower(coalesce(m.licence, 'not stated'))"),
    SIZE("Parameters", SizeClass.expression("m.parameters")),
    MEASURED("Measured", MeasuredClass.expression("m"));

    private final String title;
    private final String expression;

    Facet(String title, String expression) {
        this.title = title;
        this.expression = expression;
    }

    public String title() {
        return title;
    }

    /// The facet's value of a model `m` in HQL.
    String expression() {
        return expression;
    }

    /// How one of a group of models with the same value spells it, in HQL.
    String spelling() {
        return switch (this) {
            case LICENCE -> "min(coalesce(m.licence, 'not stated'))";
            case FAMILY, ARCHITECTURE, SIZE, MEASURED -> "''";
        };
    }

    /// The name in addresses: `family`.
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A value as people read it.
    String words(String value) {
        return switch (this) {
            case SIZE -> SizeClass.ofValue(value).map(SizeClass::words).orElse(value);
            case MEASURED -> MeasuredClass.words(value);
            case FAMILY, ARCHITECTURE, LICENCE -> value;
        };
    }
}
