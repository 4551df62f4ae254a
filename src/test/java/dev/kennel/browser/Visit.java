package dev.kennel.browser;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;

import static org.assertj.core.api.Assertions.assertThat;

/// One visitor's tab.
public final class Visit implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final BrowserContext context;
    private final Page page;
    private final View view;
    private final URI server;
    private final List<String> complaints = new ArrayList<>();

    Visit(BrowserContext context, View view, URI server) {
        this.context = context;
        this.view = view;
        this.server = server;
        this.page = context.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> complain("threw " + error));
        page.onRequest(this::asked);
        page.onRequestFailed(this::failed);
        page.onResponse(this::answered);
    }

    /// Playwright's own page, for clicking, typing and looking.
    public Page page() {
        return page;
    }

    /// The status of the answer.
    public int goTo(String path) {
        Response response = page.navigate(server.resolve(path).toString());
        return response == null ? 0 : response.status();
    }

    /// What every page must hold at every width: nothing sticks out sideways, one first heading, every field has a
    /// label, no id twice. Leaves a picture in `target/screenshots`.
    public Visit looksSound(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(name + "-" + view + ".png")));
        assertThat(sticksOut()).as("sticks out of %s at %s", page.url(), view).isEmpty();
        assertThat(page.locator("h1").count())
                .as("first headings of %s", page.url())
                .isEqualTo(1);
        assertThat(fieldsWithoutLabel())
                .as("fields without a label on %s", page.url())
                .isEmpty();
        assertThat(idsUsedTwice()).as("ids used twice on %s", page.url()).isEmpty();
        return this;
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        context.close();
    }

    private void heard(ConsoleMessage message) {
        boolean statusOnly = message.text().startsWith("Failed to load resource");
        if (message.type().equals("error") && !statusOnly) {
            complain("wrote to the console: " + message.text());
        }
    }

    private void asked(Request request) {
        URI address = URI.create(request.url().replaceFirst("[?#].*", ""));
        boolean network = List.of("http", "https", "ws", "wss").contains(address.getScheme());
        if (network && !server.getAuthority().equals(address.getAuthority())) {
            complain("asked another server: " + request.url());
        }
    }

    private void failed(Request request) {
        if (!"net::ERR_ABORTED".equals(request.failure())) {
            complain("did not get " + request.url() + ": " + request.failure());
        }
    }

    /// What becomes of the page itself is the test's own concern; what the page needs must be there.
    private void answered(Response response) {
        boolean document = response.request().isNavigationRequest();
        if (response.status() >= 400 && !document) {
            complain("got status " + response.status() + " for " + response.url());
        }
    }

    private void complain(String complaint) {
        complaints.add("%s at %s %s".formatted(page.url(), view, complaint));
    }

    private List<?> sticksOut() {
        return (List<?>) page.evaluate("""
                width => document.documentElement.scrollWidth <= width ? []
                    : [...document.querySelectorAll('body *')]
                        .filter(e => e.getBoundingClientRect().right > width + 1)
                        .map(e => e.tagName.toLowerCase() + '.' + e.className + ' to '
                            + Math.round(e.getBoundingClientRect().right) + ' of ' + width)
                        .slice(0, 10)
                        .concat(['the page, ' + document.documentElement.scrollWidth + ' wide'])
                """, view.width());
    }

    private List<?> fieldsWithoutLabel() {
        return (List<?>) page.evaluate("""
                () => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
                    .filter(e => !e.labels.length && !e.getAttribute('aria-label')
                        && !e.getAttribute('aria-labelledby') && e.type !== 'submit')
                    .map(e => e.outerHTML)
                """);
    }

    private List<?> idsUsedTwice() {
        return (List<?>) page.evaluate("""
                () => [...document.querySelectorAll('[id]')].map(e => e.id)
                    .filter((id, i, all) => all.indexOf(id) !== i)
                """);
    }
}
