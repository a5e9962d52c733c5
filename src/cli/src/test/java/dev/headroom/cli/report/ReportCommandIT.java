// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.cli.HeadroomCommand;
import dev.headroom.scaler.timeline.DrawnFigure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the page as the service's build makes it. A browser shows such a file in the tests of the page. */
class ReportCommandIT {
    private static final Path DECISIONS = Path.of("src/test/resources/explain/decisions.ndjson");
    private static final String WORKLOAD = "/workloads/llm/chat";
    private static final String FINE = WORKLOAD + "/timeline?hours=2";
    private static final String COARSE = WORKLOAD + "/timeline?hours=26";

    private static final String PLAN = """
            {"workload":"llm/chat","madeAt":"2025-11-24T16:10:00Z","leadTimeSeconds":90,"reasons":[],"basis":{}}""";

    /** From 16:00, every five minutes. */
    private static final String TIMELINE = """
            {"workload":"llm/chat","spanSeconds":300,"seconds":[1764000000,1764000300,1764000600],
             "figures":{"arrivals":[10,13,null],"answer":[2,3,3]},
             "objectives":[{"objective":"ttft p95 <= 800ms","limitSeconds":0.8,"seconds":[0.4,1.2,0.5]}],
             "changes":[{"at":"2025-11-24T16:05:00Z","from":2,"to":3,"reasons":[{"sentence":"3 needed </script>"}]},
                        {"at":"2025-11-24T16:00:00Z","to":2,"reasons":[]}]}""";

    private static final String WITHOUT_POINTS = """
            {"workload":"llm/chat","spanSeconds":10,"seconds":[],"figures":{},"objectives":[],"changes":[]}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> pages = new ConcurrentHashMap<>(Map.of(WORKLOAD, PLAN));
    private HttpServer service;

    @TempDir
    Path directory;

    @BeforeEach
    void listen() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        service.createContext("/", exchange -> {
            String page = pages.get(exchange.getRequestURI().toString());
            byte[] bytes =
                    (page == null ? "{\"error\":\"no workload llm/chat\"}" : page).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void aReportIsTheServicesPageWithFiguresInIt() throws IOException {
        pages.put(FINE, TIMELINE);

        assertThat(live()).as(err.toString()).isZero();

        assertThat(figures().path("timeline")).isEqualTo(json(TIMELINE));
        assertThat(figures().path("plan")).isEqualTo(json(PLAN));
        assertThat(page())
                .contains("<headroom-page>", "<style>")
                .doesNotContain("src=\"/", "href=\"/static", "3 needed </script>", "sourceMappingURL");
        assertThat(out.toString().trim()).isEqualTo(file().toString());
    }

    @Test
    void onlyTheTimeThatIsAskedForIsReported() throws IOException {
        pages.put(FINE, TIMELINE);

        assertThat(live("--from", "2025-11-24T16:05:00Z", "--to", "2025-11-24T16:10:00Z"))
                .isZero();

        JsonNode timeline = figures().path("timeline");
        assertThat(timeline.path("seconds")).hasToString("[1764000300,1764000600]");
        assertThat(timeline.path("figures")).hasToString("{\"arrivals\":[13,null],\"answer\":[3,3]}");
        assertThat(timeline.path("objectives").get(0).path("seconds")).hasToString("[1.2,0.5]");
        assertThat(timeline.path("changes")).hasSize(1);
    }

    @Test
    void aTimeLongAgoIsReportedFromTheCoarserFigures() throws IOException {
        pages.put(FINE, TIMELINE.replace("17640", "17650").replace("\"spanSeconds\":300", "\"spanSeconds\":10"));
        pages.put(COARSE, TIMELINE);

        assertThat(live("--from", "2025-11-24T16:00:00Z")).isZero();

        assertThat(figures().path("timeline").path("spanSeconds").asInt()).isEqualTo(300);
    }

    @Test
    void aDecisionLogIsReportedInTheSameForm() throws IOException {
        assertThat(report("lab/workload", "--decisions", DECISIONS.toString()))
                .as(err.toString())
                .isZero();

        JsonNode timeline = figures().path("timeline");
        assertThat(timeline.path("seconds")).hasToString("[1795507201,1795507203,1795507524]");
        assertThat(timeline.path("figures").properties())
                .extracting(Map.Entry::getKey)
                .as("the page reads each figure")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(DrawnFigure.values()).map(DrawnFigure::word).toList());
        assertThat(timeline.path("figures").properties())
                .allSatisfy(figure ->
                        assertThat(figure.getValue()).as(figure.getKey()).hasSize(3));
        assertThat(timeline.path("objectives")).isNotEmpty().allSatisfy(objective -> {
            assertThat(objective.path("limitSeconds").asDouble()).isPositive();
            assertThat(objective.path("seconds")).hasSize(3);
        });
        assertThat(timeline.path("changes").get(0).path("reasons")).isNotEmpty();
        assertThat(figures().path("plan").path("leadTimeSeconds").asInt()).isEqualTo(360);
    }

    @Test
    void withoutTwoPointsThereIsNoReport() {
        pages.put(FINE, WITHOUT_POINTS);

        assertThat(live()).isEqualTo(1);
        assertThat(err.toString()).contains(url() + " has 0 points of that time, and a report needs two");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aRefusalOfTheServiceIsPassedOn() {
        assertThat(live()).isEqualTo(1);
        assertThat(err.toString()).contains(url() + " answered 404: no workload llm/chat");
    }

    @Test
    void aWrongCommandLineIsRefused() throws IOException {
        assertThat(report("chat")).isEqualTo(2);
        assertThat(report("llm/chat", "--from", "noon")).isEqualTo(2);
        assertThat(report("llm/chat", "--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z"))
                .isEqualTo(2);
        Files.writeString(file(), "");
        assertThat(report("llm/chat")).isEqualTo(2);
        assertThat(err.toString().lines().map(line -> line.replaceAll(" \\(see .*", "")))
                .containsExactly(
                        "headroom report: --workload must be namespace/name, was 'chat'",
                        "headroom report: --from must be a time such as 2026-11-24T08:00:00Z, was 'noon'",
                        "headroom report: --from must be before --to",
                        "headroom report: --out must not exist yet, was '" + file() + "'");
    }

    private Path file() {
        return directory.resolve("report.html");
    }

    private String page() throws IOException {
        return Files.readString(file());
    }

    private JsonNode figures() throws IOException {
        String begin = "<script type=\"application/json\" id=\"report\">";
        String rest = page().substring(page().indexOf(begin) + begin.length());
        return json(rest.substring(0, rest.indexOf("</script>")));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private String url() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    private int live(String... more) {
        List<String> words = new ArrayList<>(List.of("--url", url()));
        words.addAll(Arrays.asList(more));
        return report("llm/chat", words.toArray(String[]::new));
    }

    private int report(String workload, String... more) {
        List<String> words = new ArrayList<>(List.of("report", "--workload", workload, "--out", file().toString()));
        words.addAll(Arrays.asList(more));
        return HeadroomCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }
}
