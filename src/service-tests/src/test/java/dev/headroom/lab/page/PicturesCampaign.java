// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Pictures of the page of a running demo, light and dark, wide and narrow. {@code src/docs/pictures/take} starts it, so only in the
 * profile {@code long}. {@code headroom.page} is where the page is, {@code headroom.pictures} the folder of the pictures.
 */
class PicturesCampaign {
    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    /** A picture is as high as its content, and at least this. */
    private static final int LEAST_HEIGHT = 240;

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final double PATIENCE_MILLIS = 60_000;

    /** As long as the page shows when a workload is opened, all but a little. */
    private static final Duration PAST = Duration.ofMinutes(118);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void eachViewHasItsPictures() throws IOException {
        String address = System.getProperty("headroom.page");
        Assumptions.assumeTrue(address != null, "src/docs/pictures/take says where the page is");
        Chromium chromium = Chromium.ofThisMachine().orElse(null);
        Assumptions.assumeTrue(chromium != null, Chromium.PROGRAM + " does not exist here");
        URI page = URI.create(address);
        Path folder = Files.createDirectories(Path.of(System.getProperty("headroom.pictures")));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> past(page).compareTo(PAST) >= 0);
        String workload = first(page);
        try (chromium) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {WIDE, NARROW}) {
                    for (Map.Entry<String, String> view : views(workload).entrySet()) {
                        String name = view.getKey() + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
                        byte[] picture = taken(chromium.page(width, scheme), page + view.getValue());
                        Files.write(folder.resolve(name + ".png"), picture);
                    }
                }
            }
        }
    }

    private static Map<String, String> views(String workload) {
        String name = URLEncoder.encode(workload, StandardCharsets.UTF_8);
        return new TreeMap<>(
                Map.of("fleet", "", "health", "?d=open", "what-if", "?s=" + name, "workload", "?w=" + name));
    }

    private static byte[] taken(Page page, String address) {
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.setViewportSize(page.viewportSize().width, LEAST_HEIGHT);
        page.navigate(address);
        LocatorAssertions.IsVisibleOptions patient =
                new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
        assertThat(page.locator("headroom-fleet tbody tr").first()).isVisible(patient);
        assertThat(page.getByText("examining …"))
                .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(PATIENCE_MILLIS));
        if (address.contains("w=")) {
            assertThat(page.locator(".charts canvas").first()).isVisible(patient);
        }
        if (address.contains("s=")) {
            assertThat(page.locator(".curve canvas")).isVisible(patient);
        }
        byte[] picture = page.screenshot(new Page.ScreenshotOptions().setFullPage(true));
        page.context().close();
        return picture;
    }

    /** How long the first workload has been drawn. */
    private Duration past(URI page) throws IOException {
        JsonNode fleet = read(page.resolve("/fleet"));
        if (fleet.isEmpty()) {
            return Duration.ZERO;
        }
        JsonNode seconds = read(page.resolve("/workloads/" + first(page) + "/timeline?hours=2"))
                .path("seconds");
        return seconds.isEmpty()
                ? Duration.ZERO
                : Duration.ofSeconds(seconds.get(seconds.size() - 1).asLong()
                        - seconds.get(0).asLong());
    }

    private String first(URI page) throws IOException {
        return read(page.resolve("/fleet")).get(0).path("workload").asText();
    }

    private JsonNode read(URI address) throws IOException {
        try (InputStream answer = address.toURL().openStream()) {
            return json.readTree(answer);
        }
    }
}
