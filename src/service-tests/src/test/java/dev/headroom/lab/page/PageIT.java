// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.lab.service.FreePorts;
import dev.headroom.lab.service.RunningService;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, served by the real service that reads a real broker. */
class PageIT {
    private static final int WORKLOADS = 120;
    /** This one has mode advise. */
    private static final int ADVISED = 5;

    /** The page draws so many rows at once. */
    private static final int ROWS = 100;

    private static final double PATIENCE_MILLIS = 60_000;
    private static final String AXE = "/axe.min.js";
    private static final String POLICY = """
            apiVersion: headroom.dev/v1
            workload: { models: [model-%1$d] }
            objectives: [{ signal: ttft, percentile: 95, atMost: 800ms }]
            replicas: { min: %2$d, max: 40 }
            mode: %3$s
            """;

    @TempDir
    static Path directory;

    private static EmbeddedKafka broker;
    private static RunningService service;
    private static Chromium chromium;

    private final List<String> complaints = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();
    /** A part of the complaints that a refused question brings. */
    private Optional<String> expected = Optional.empty();

    private Page page;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.ofThisMachine().orElse(null);
        Assumptions.assumeTrue(
                chromium != null, "the page is not tried in a browser: " + Chromium.PROGRAM + " does not exist here");
        Path policies = Files.createDirectories(directory.resolve("slo-policies/llm"));
        for (int number = 0; number < WORKLOADS; number++) {
            Files.writeString(
                    policies.resolve("w%03d.yaml".formatted(number)),
                    POLICY.formatted(number, 1 + number % 5, number == ADVISED ? "advise" : "enforce"));
        }
        Files.writeString(policies.resolve("ill.yaml"), "objectives: never");
        broker = EmbeddedKafka.started();
        broker.createTopic("llm.requests", 1);
        service = new RunningService(
                directory,
                FreePorts.onLoopback(),
                Map.of("kafka.bootstrap.servers", broker.bootstrapServers(), "headroom.plans.mode", "memory"));
        await().atMost(Duration.ofMinutes(2)).until(() -> service.readiness().equals("UP"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            service.close();
            broker.close();
        }
    }

    @AfterEach
    void nothingWentWrongAndNothingCameFromElsewhere() {
        if (page != null) {
            page.context().close();
            expected.ifPresent(part -> complaints.removeIf(complaint -> complaint.contains(part)));
            assertThat(complaints).as("errors in the browser's console").isEmpty();
            assertThat(elsewhere).as("requests to other hosts").isEmpty();
        }
    }

    @Test
    void theListFindsAWorkloadAndTheAddressHoldsTheSearch() {
        open(1280, ColorScheme.LIGHT, "");
        assertThat(rows()).hasCount(ROWS, patient());

        page.getByRole(AriaRole.SEARCHBOX).fill("llm/w007");

        assertThat(rows()).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*\\?q=llm%2Fw007$"));
        page.reload();
        assertThat(rows()).hasCount(1, patient());
    }

    @Test
    void moreRowsComeOnDemand() {
        open(1280, ColorScheme.LIGHT, "");

        page.getByText("Show " + (WORKLOADS - ROWS) + " more of " + WORKLOADS).click();

        assertThat(rows()).hasCount(WORKLOADS);
    }

    @Test
    void aWorkloadOpensByKeyboardWithItsChartsAndItsReasons() {
        open(1280, ColorScheme.LIGHT, "?q=llm/w003");
        Locator link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("llm/w003"));
        assertThat(link).isVisible(patientVisible());

        link.focus();
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("llm/w003")))
                .isVisible();
        assertThat(page.locator(".charts canvas").first()).isVisible(patientVisible());
        assertThat(page.getByText("Why this number")).isVisible();
        Locator change = page.locator("headroom-workload summary").first();
        change.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("headroom-workload details[open] .rules li").first())
                .isVisible();
        page.goBack();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("llm/w003")))
                .isHidden();
    }

    @Test
    void healthNamesTheFaultAndTheRemedy() {
        open(1280, ColorScheme.LIGHT, "");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Health: .*problem")))
                .click(new Locator.ClickOptions().setTimeout(PATIENCE_MILLIS));

        assertThat(page.getByText("The newest version of slo-policy llm/ill is invalid"))
                .isVisible();
        assertThat(page.getByText("Correct the file.")).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*d=open$"));
    }

    @Test
    void telemetryWithoutAWorkloadIsShownWithTheYamlThatMendsIt() {
        open(1280, ColorScheme.LIGHT, "");
        Locator none = page.getByText(Pattern.compile("No telemetry came in the last \\d+ min"));
        Locator some = page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName(Pattern.compile("Unattributed telemetry: 1 event of the last")));
        assertThat(none.or(some)).isVisible(patientVisible());

        strangerCame();
        page.reload();

        some.click(new Locator.ClickOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(page.getByText("namespace llm, model unheard-of")).isVisible();
        assertThat(page.locator("headroom-unattributed pre")).containsText("models: [\"unheard-of\"]");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("llm/w000"))
                        .first())
                .isVisible();
        page.navigate(own() + "?d=open&w=llm/w000");
        assertThat(page.locator("#findings headroom-unattributed pre")).isVisible(patientVisible());
        assertThat(page.getByText("Telemetry that may be its own")).isVisible(patientVisible());
    }

    /** One event of a model that no policy claims, in the policies' namespace. */
    private static void strangerCame() {
        long now = Instant.now().toEpochMilli();
        RequestTelemetry event = RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.ADMITTED)
                .setRequestId("stranger")
                .setTarget(Target.newBuilder().setNamespace("llm"))
                .setModel("unheard-of")
                .setArrivalTimeMs(now)
                .setEventTimeMs(now)
                .build();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            assertThat(producer.send(new ProducerRecord<>("llm.requests", event.toByteArray())))
                    .succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void inModeAdviseACardSaysWhatEnforcingWouldChange() {
        open(1280, ColorScheme.LIGHT, "?w=llm/w005");

        assertThat(page.getByText("If this policy enforced")).isVisible(patientVisible());
        assertThat(page.getByText("To enforce it, remove mode: advise from the policy."))
                .isVisible();
    }

    @Test
    void anotherPromiseIsAnsweredAndTheAddressHoldsTheQuestion() {
        open(1280, ColorScheme.LIGHT, "?s=example");
        assertThat(page.getByText("25.0 requests/s need 2 replicas")).isVisible(patientVisible());
        assertThat(page.locator(".curve canvas")).isVisible();
        Locator policy = page.locator("textarea[name=policy]");

        policy.fill(policy.inputValue().replace("atMost: 5s", "atMost: 2500ms"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Answer"))
                .click();

        assertThat(page.getByText("25.0 requests/s need 63 replicas")).isVisible(patientVisible());
        page.reload();
        assertThat(page.getByText("25.0 requests/s need 63 replicas")).isVisible(patientVisible());
    }

    @Test
    void aWrongPolicyIsSaidInASentence() {
        expected = Optional.of("400");
        open(1280, ColorScheme.LIGHT, "?s=llm/w002");
        Locator policy = page.locator("textarea[name=policy]");
        assertThat(policy).isVisible(patientVisible());

        policy.fill(policy.inputValue().replace("atMost: 800ms", "atMost: soon"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Answer"))
                .click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("policy: objectives[0].atMost must be a duration");
    }

    @Test
    void aReportIsOneFileThatAsksNothing() throws IOException {
        open(1280, ColorScheme.LIGHT, "?w=llm/w001");
        Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Report"));

        Download saved =
                page.waitForDownload(() -> button.click(new Locator.ClickOptions().setTimeout(PATIENCE_MILLIS)));

        assertThat(saved.suggestedFilename()).isEqualTo("llm-w001-report.html");
        Path file = directory.resolve(saved.suggestedFilename());
        saved.saveAs(file);
        page.context().close();
        opened(320, ColorScheme.DARK, file.toUri().toString());
        assertThat(page.getByText("Report on llm/w001. Times are UTC.")).isVisible();
        assertThat(page.locator(".charts canvas").first()).isVisible();
        assertThat(fits()).isTrue();
        assertThat(violations()).isEmpty();
    }

    @Test
    void aReportSaysWhatWasReadyAnsweredNeededAndMissed() throws IOException {
        open(1280, ColorScheme.LIGHT, "?w=llm/w001");
        Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Report"));
        Path file = directory.resolve("told.html");
        page.waitForDownload(() -> button.click(new Locator.ClickOptions().setTimeout(PATIENCE_MILLIS)))
                .saveAs(file);
        page.context().close();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "(id=\"report\">).*?(</script>)",
                                "$1" + Matcher.quoteReplacement(ReportedWorkload.JSON.replace("<", "\\u003c")) + "$2"));

        opened(1280, ColorScheme.LIGHT, file.toUri().toString());

        // 2 Ready for 10 min and 3 for 5; 2 answered for 5 min and 3 for 10; 10 requests/s need 2 replicas, 13 need 3.
        assertThat(fact("Ready")).hasText("0.58 replica-hours, $4.08");
        assertThat(fact("Answered")).hasText("0.67 replica-hours, $4.67");
        assertThat(fact("Staircase: the fewest that carry the arrivals")).hasText("0.42 replica-hours, $2.92");
        assertThat(fact("Answer")).hasText("2 to 3 replicas, 1 change");
        assertThat(fact("Time to first token, P95")).hasText("above 0.80 s for 5 min of 10 min");
        assertThat(fact("Lead time of a replica, at the end")).hasText("90 s");
        assertThat(fact("Time")).hasText("2025-11-24 16:00:00 to 2025-11-24 16:15:00");
        assertThat(page.locator("details[open] .rules li")).containsText("3 needed <b>now</b>");
    }

    private Locator fact(String name) {
        return page.locator("section[aria-label=Summary] div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(
                                "dt", new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$")))))
                .locator("dd");
    }

    @Test
    void aWorkloadThatDoesNotExistIsSaidInASentence() {
        expected = Optional.of("404");
        open(1280, ColorScheme.LIGHT, "?w=llm/unheard-of");

        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("of workload llm/unheard-of: a policy of that name must exist in that namespace");
    }

    @ParameterizedTest
    @CsvSource({"320, LIGHT", "320, DARK", "900, DARK", "1600, LIGHT"})
    void nothingIsCutOffAndNothingShutsAnyoneOut(int width, ColorScheme scheme) throws IOException {
        open(width, scheme, "?w=llm/w001&d=open&s=example");
        assertThat(page.locator(".charts canvas").first()).isVisible(patientVisible());
        assertThat(page.locator(".curve canvas")).isVisible(patientVisible());

        assertThat(fits()).as("the page fits into %d pixels", width).isTrue();
        assertThat(violations()).isEmpty();
    }

    /** Whether nothing must be scrolled sideways to be seen. */
    private boolean fits() {
        return (boolean) page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    }

    /** Faults that axe calls serious or critical. */
    private List<?> violations() throws IOException {
        try (InputStream axe = Objects.requireNonNull(PageIT.class.getResourceAsStream(AXE), AXE)) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) page.evaluate("""
                async () => (await axe.run()).violations
                    .filter(one => one.impact === 'serious' || one.impact === 'critical')
                    .map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html + ' ' + node.failureSummary).join(' | '))""");
    }

    private void open(int width, ColorScheme scheme, String query) {
        opened(width, scheme, own() + query);
    }

    private static String own() {
        return "http://127.0.0.1:" + service.ports().http() + "/";
    }

    private void opened(int width, ColorScheme scheme, String address) {
        page = chromium.page(width, scheme);
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            String url = request.url();
            boolean known = url.equals(address) || Stream.of("data:", "blob:").anyMatch(url::startsWith);
            if (!known && !(address.startsWith(own()) && url.startsWith(own()))) {
                elsewhere.add(url);
            }
        });
        page.navigate(address);
    }

    private Locator rows() {
        return page.locator("headroom-fleet tbody tr");
    }

    private static LocatorAssertions.HasCountOptions patient() {
        return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static LocatorAssertions.IsVisibleOptions patientVisible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
    }
}
