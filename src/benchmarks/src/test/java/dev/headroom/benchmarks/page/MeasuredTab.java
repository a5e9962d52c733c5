// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.headroom.lab.page.Chromium;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** A tab with the page, in a window of its own without a cache, which is asked how long it took. */
final class MeasuredTab implements AutoCloseable {
    private static final int WIDTH = 1440;
    private static final double PATIENCE_MILLIS = 60_000;
    /** The page draws so many rows at once. */
    private static final int MOST_ROWS = 100;

    /** A time is taken after the frame that shows it. */
    private static final String WATCH = """
            window.measured = { table: null, longTasks: [], longestFrame: 0 };
            new PerformanceObserver(list => list.getEntries().forEach(one => measured.longTasks.push(one.duration)))
                .observe({ type: 'longtask', buffered: true });
            let before = performance.now();
            const frame = now => {
                measured.longestFrame = Math.max(measured.longestFrame, now - before);
                before = now;
                requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);
            new MutationObserver((changes, observer) => {
                if (document.querySelectorAll('headroom-fleet tbody tr').length >= ROWS) {
                    observer.disconnect();
                    requestAnimationFrame(() => setTimeout(() => (measured.table = performance.now())));
                }
            }).observe(document, { childList: true, subtree: true });
            """;

    private static final String CLICK = """
            name => new Promise(done => {
                const link = [...document.querySelectorAll('headroom-fleet tbody a')].find(one => one.textContent === name);
                const begin = performance.now();
                const drawn = () => document.getElementById('workload')?.textContent === name
                    && document.querySelectorAll('headroom-workload .charts canvas').length > 0;
                new MutationObserver((changes, observer) => {
                    if (drawn()) {
                        observer.disconnect();
                        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
                    }
                }).observe(document.body, { childList: true, subtree: true });
                link.click();
            })""";

    private final Page page;
    private final double tableMillis;

    /**
     * What a tab holds.
     *
     * @param heapBytes of JavaScript, after a collection
     * @param nodes of the document, those that only the heap still holds among them
     */
    record Holding(long heapBytes, long nodes) {}

    /**
     * How smooth it was.
     *
     * @param longTasks tasks above 50 ms, which hold up a click
     * @param longestTask in milliseconds
     * @param longestFrame in milliseconds, between two frames
     * @param busyPercent CPU time of the page's thread, whatever else the machine does
     */
    record Smoothness(int longTasks, double longestTask, double longestFrame, double busyPercent) {}

    /** Opens an address, and waits until the whole table is drawn. */
    MeasuredTab(Chromium chromium, URI address, int workloads) {
        page = chromium.page(WIDTH, ColorScheme.LIGHT);
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.addInitScript(WATCH.replace("ROWS", Integer.toString(Math.min(MOST_ROWS, workloads))));
        page.navigate(address.toString());
        page.waitForFunction("measured.table");
        tableMillis = number("measured.table");
    }

    /** From the navigation to the frame with the table. */
    double tableMillis() {
        return tableMillis;
    }

    /** From the click on a workload to the frame with its charts. */
    double open(String workload) {
        return ((Number) page.evaluate(CLICK, workload)).doubleValue();
    }

    /** A workload that is in the table. */
    String row(int number) {
        return page.locator("headroom-fleet tbody a").nth(number).textContent();
    }

    /** Shows the rows that come on demand, too. */
    void showAll() {
        Locator more = page.getByText(Pattern.compile("Show \\d+ more of"));
        while (more.isVisible()) {
            more.click();
        }
    }

    /** Leaves the tab alone for a time. What was counted before is forgotten. */
    Smoothness watch(Duration time) {
        CDPSession session = page.context().newCDPSession(page);
        JsonObject ofTheThread = new JsonObject();
        ofTheThread.addProperty("timeDomain", "threadTicks");
        session.send("Performance.enable", ofTheThread);
        double before = busySeconds(session);
        page.evaluate("measured.longTasks = []; measured.longestFrame = 0");
        page.waitForTimeout((double) time.toMillis());
        double busy = busySeconds(session) - before;
        session.detach();
        return new Smoothness(
                (int) number("measured.longTasks.length"),
                number("Math.max(0, ...measured.longTasks)"),
                number("measured.longestFrame"),
                100 * busy / time.toSeconds());
    }

    private static double busySeconds(CDPSession session) {
        for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("this Chromium does not tell how busy the page's thread is");
    }

    Holding holding() {
        CDPSession session = page.context().newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        JsonObject heap = session.send("Runtime.getHeapUsage");
        JsonObject counters = session.send("Memory.getDOMCounters");
        session.detach();
        return new Holding(
                heap.get("usedSize").getAsLong(), counters.get("nodes").getAsLong());
    }

    @Override
    public void close() {
        page.context().close();
    }

    private double number(String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }
}
