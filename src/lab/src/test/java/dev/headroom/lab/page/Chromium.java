// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Chromium of Debian's package. Playwright drives it, and downloads no browser of its own. */
public final class Chromium implements AutoCloseable {
    /** The profile chromium of the poms looks for the same file. */
    public static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                // Its sandbox does not start for root, as which containers of CI run.
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(List.of("--no-sandbox")));
    }

    /** Empty where this machine has none. */
    public static Optional<Chromium> ofThisMachine() {
        return Files.isExecutable(PROGRAM) ? Optional.of(new Chromium()) : Optional.empty();
    }

    /** A page in a window of its own that has opened nothing. */
    public Page page(int width, ColorScheme scheme) {
        return browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme))
                .newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
