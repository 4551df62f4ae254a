package dev.kennel.browser;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A real browser for the tests of a class: `@RegisterExtension static final BrowserSession browser = new
/// BrowserSession();`, then `browser.open(View.PHONE, "/jobs")`.
///
/// A test fails when any page it looked at wrote an error to the console, threw, violated the Content-Security-Policy
/// or asked another server for something.
public final class BrowserSession implements AfterEachCallback, AfterAllCallback {

    private static final Path CHROMIUM = Path.of(System.getProperty("kennel.test.chromium", "/usr/bin/chromium"));

    /// Works as root and asks nobody for anything.
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final List<Visit> visits = new ArrayList<>();

    private Playwright playwright;
    private Browser browser;

    /// A fresh visitor of the test's server (no cookies, no history) at a path.
    public Visit open(View view, String path) {
        return open(view, URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)), path);
    }

    /// A fresh visitor of any server.
    ///
    /// @param server scheme, host and port
    public Visit open(View view, URI server, String path) {
        var visit = new Visit(browser().newContext(view.context()), view, server);
        visits.add(visit);
        visit.goTo(path);
        return visit;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> complaints =
                visits.stream().flatMap(visit -> visit.complaints().stream()).toList();
        visits.forEach(Visit::close);
        visits.clear();
        if (!complaints.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError("The browser complains:\n" + String.join("\n", complaints));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    private Browser browser() {
        if (browser == null) {
            assumeTrue(
                    Files.isExecutable(CHROMIUM),
                    () -> "There is no Chromium at " + CHROMIUM + ": apt-get install chromium, or name another with"
                            + " -Dkennel.test.chromium=…");
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(CHROMIUM)
                            .setArgs(FLAGS));
        }
        return browser;
    }
}
