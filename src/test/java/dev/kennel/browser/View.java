package dev.kennel.browser;

import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/// How a page is looked at.
public record View(String name, int width, int height, boolean phone, boolean javaScript, boolean dark) {

    public static final View DESKTOP = new View("desktop", 1280, 900, false, true, false);
    public static final View PHONE = new View("phone", 390, 844, true, true, false);

    /// For `@MethodSource`: every way in which a page has to hold.
    public static final String EVERY = "dev.kennel.browser.View#every";

    /// For `@MethodSource`: with JavaScript and without.
    public static final String BOTH_SCRIPTS = "dev.kennel.browser.View#bothScripts";

    static Stream<View> every() {
        return Stream.of(DESKTOP, PHONE, PHONE.withoutJavaScript(), DESKTOP.inTheDark());
    }

    static Stream<View> bothScripts() {
        return Stream.of(DESKTOP, PHONE.withoutJavaScript());
    }

    public View withoutJavaScript() {
        return new View(name + "-no-javascript", width, height, phone, false, dark);
    }

    public View inTheDark() {
        return new View(name + "-dark", width, height, phone, javaScript, true);
    }

    Browser.NewContextOptions context() {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setIsMobile(phone)
                .setHasTouch(phone)
                .setJavaScriptEnabled(javaScript)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
    }

    @Override
    public String toString() {
        return name;
    }
}
