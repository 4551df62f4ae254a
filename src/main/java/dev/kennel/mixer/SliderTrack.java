package dev.kennel.mixer;

import java.util.Locale;

import dev.kennel.steer.UsableWindow;
import dev.kennel.web.Format;

/// A slider as it is drawn: in its own units from left to right, 1 high.
///
/// @param setting where the slider is
record SliderTrack(Slider slider, double setting) {

    private static final double END = Slider.LARGEST_SETTING;
    private static final double STRIPE = 0.09;

    /// For an SVG `viewBox`.
    public String size() {
        return "%s 0 %s 1".formatted(number(-END), number(2 * END));
    }

    /// Where the usable settings begin.
    public double from() {
        return Math.clamp(slider.usable().map(UsableWindow::from).orElse(0.0), -END, END);
    }

    /// Where they end.
    public double to() {
        return Math.clamp(slider.usable().map(UsableWindow::to).orElse(0.0), -END, END);
    }

    /// "−0.49".
    public String usableFrom() {
        return Format.decimals(slider.usable().orElseThrow().from(), 2).replace('-', '−');
    }

    public double width() {
        return to() - from();
    }

    /// Slanted stripes over the settings that were found not usable, for an SVG path.
    public String stripes() {
        var path = new StringBuilder();
        UsableWindow known = slider.known();
        double end = Math.min(END, known.to());
        for (double at = Math.max(-END, known.from()); at < end - STRIPE / 2; at += STRIPE) {
            if (at + STRIPE <= from() || at >= to()) {
                path.append("M%s 1L%s 0h%sL%s 1z"
                        .formatted(number(at), number(at + STRIPE / 2), number(STRIPE / 3), number(at + STRIPE / 3)));
            }
        }
        return path.toString();
    }

    /// Where the stretch from 0 to the setting begins.
    public double fillFrom() {
        return Math.clamp(setting, -END, 0);
    }

    public double fillWidth() {
        return Math.min(Math.abs(setting), END);
    }

    /// Whether the setting is outside of what is known to be usable.
    public boolean isBeyond() {
        return setting != 0 && !slider.isUsable(setting);
    }

    /// Whether nothing is known of the setting.
    public boolean isUnknown() {
        return setting < slider.known().from() || setting > slider.known().to();
    }

    /// As a field holds it.
    public String value() {
        return MixLink.plain(setting);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
