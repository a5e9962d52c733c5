// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.lab.service.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The service's own page as one file, with figures in it: the page then shows these, and asks no service. The page's Report button makes
 * the same file in the browser ({@code report.js}).
 */
final class ReportFile {
    /** Beside the service's jar: where its build leaves generated files. */
    private static final String GENERATED = "quarkus/generated-bytecode.jar";

    private static final String RESOURCES = "META-INF/resources";
    private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\" src=\"([^\"]+)\"></script>");
    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\" ?/?>");

    private ReportFile() {}

    /**
     * HTML that needs nothing from elsewhere.
     *
     * @param report what {@code report.js} shows
     * @throws IOException if the built page cannot be read
     */
    static String html(JsonNode report) throws IOException {
        Path jar = Installation.ofThisProcess().serviceJar().resolveSibling(GENERATED);
        try (ZipFile service = new ZipFile(jar.toFile())) {
            String page = text(service, "/index.html");
            String script = text(service, named(SCRIPT, page, jar));
            String style = text(service, named(STYLE, page, jar));
            return page.replaceFirst(
                            STYLE.pattern(),
                            Matcher.quoteReplacement("<style>" + style.replace("</style", "<\\/style") + "</style>"))
                    .replaceFirst(
                            SCRIPT.pattern(),
                            // A less-than sign stands in texts of JSON alone, and there it can be escaped.
                            Matcher.quoteReplacement("<script type=\"application/json\" id=\"report\">"
                                    + report.toString().replace("<", "\\u003c")
                                    + "</script>\n    <script type=\"module\">"
                                    + script.replace("</script", "<\\/script") + "</script>"));
        }
    }

    private static String named(Pattern element, String page, Path jar) {
        Matcher found = element.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("the page in " + jar + " must name its script and style, and does not");
        }
        return found.group(1);
    }

    private static String text(ZipFile service, String path) throws IOException {
        ZipEntry entry = service.getEntry(RESOURCES + path);
        if (entry == null) {
            throw new IllegalStateException("the page is not built: " + service.getName() + " has no " + path);
        }
        return new String(service.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
