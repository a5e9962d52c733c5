// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What every page carries with it, so that it needs nothing from elsewhere: its style, uPlot with its licence, and what draws by it. */
final class PageParts {
    /** Where the webjar has it; the version is the one of the parent pom, and a test notices where they differ. */
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

    private PageParts() {}

    /** The style's element. */
    static String style(boolean charts) {
        return "<style>\n" + text("page.css") + (charts ? text(UPLOT + "dist/uPlot.min.css") + "\n" : "")
                + "</style>\n";
    }

    /** The scripts' elements. */
    static String scripts() {
        String licence = "/*\n" + text(UPLOT + "LICENSE").strip() + "\n*/\n";
        return script(licence + text(UPLOT + "dist/uPlot.iife.min.js")) + script(text("charts.js"));
    }

    private static String script(String text) {
        return "<script>\n" + text.replace("</script", "<\\/script") + "</script>\n";
    }

    private static String text(String name) {
        try (InputStream part = Objects.requireNonNull(PageParts.class.getResourceAsStream(name), name)) {
            return new String(part.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(name + " cannot be read", broken);
        }
    }
}
