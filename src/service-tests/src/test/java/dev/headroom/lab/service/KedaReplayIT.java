// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.keda.KedaConnection;
import dev.headroom.lab.keda.ScaledObjectRun;
import dev.headroom.lab.keda.ScaledObjectSpec;
import dev.headroom.lab.keda.ScaledObjectSpec.Fallback;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ScaledObject's life against the real service's process, with KEDA's order of calls, its repeats and its arithmetic on virtual time.
 * The client sets no deadlines, as KEDA does not.
 */
@Timeout(300)
class KedaReplayIT {
    private static final double SPEED = 15;
    private static final Duration CLOCK_LASTS = Duration.ofMinutes(2);
    private static final double COOLDOWN_SECONDS = 40;
    private static final double BUSY_SECONDS = 120;
    private static final Fallback FALLBACK = new Fallback(3, 6);

    @TempDir
    Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private EmbeddedKafka broker;
    private double now;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedKafka.started();
        opened.add(broker);
        broker.createTopic("llm.spans", 1);
        broker.createTopic("llm.metrics", 1);
        broker.createTopic("llm.requests", 1);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void fromReconcileToReplicasByBothLoopsAndBackFromAPauseWithoutACall() throws IOException {
        RunningService service = serviceAnswering(3);
        ScaledObjectRun run = run(connection(service), chat("chat"), 1, 1);

        assertThat(run.reconcile()).hasValue("desired-replicas");
        assertThat(run.takeCalls()).containsExactly("GetMetricSpec");
        passSeconds(run, 31);

        assertThat(run.replicas()).isEqualTo(3);
        // Three syncs of the HPA and seven polls, the first of each at once.
        assertThat(run.takeCalls()).hasSize(30).startsWith("GetMetricSpec", "GetMetrics", "IsActive");

        run.pause();
        eventually(() -> service.meter("headroom_streams_open").orElse(-1) == 0);
        passSeconds(run, 60);
        assertThat(run.takeCalls()).isEmpty();
        assertThat(run.replicas()).isEqualTo(3);

        run.resume();
        passSeconds(run, 15);
        assertThat(run.takeCalls()).isNotEmpty();
    }

    @Tag("long")
    @Test
    void staleTelemetryLeadsToTheFallbackWhileTheSpecIsAnswered() throws IOException {
        // As many as there are servers: a step down would wait until a start's time has been watched.
        writePolicy(4, "fallback");
        VirtualClock clock = clock();
        RunningService service = service(FreePorts.onLoopback(), onVirtualTime(clock));
        ScaledObjectRun run;
        try (VirtualTraffic traffic = new VirtualTraffic(broker.bootstrapServers(), clock, seconds -> 20)) {
            eventually(() -> service.readiness().equals("UP"));
            eventually(() -> traffic.seconds() > 60 && service.answer().equals("4"));
            run = run(connection(service), chat("chat"), 1, 4);
            run.reconcile();
            passSeconds(run, 15);
            assertThat(run.replicas()).isEqualTo(4);
        }

        // Nobody tells of requests and servers any more.
        eventually(() -> service.answer().equals("UNAVAILABLE"));
        assertThat(run.reconcile()).as("the spec without telemetry").hasValue("desired-replicas");
        passSeconds(run, 31);

        assertThat(run.replicas()).isEqualTo(FALLBACK.replicas());
    }

    @Test
    void aPolicyThatNobodyKnowsIsAFailureOfTheMetricAndNotOfTheSpec() throws IOException {
        RunningService service = serviceAnswering(3);
        ScaledObjectRun run = run(connection(service), chat("nobodys"), 1, 2);

        assertThat(run.reconcile()).hasValue("desired-replicas");
        passSeconds(run, 31);

        assertThat(run.replicas()).isEqualTo(FALLBACK.replicas());
    }

    @Test
    void aRestartEndsStreamsCleanlyAndABackOffThatHadGrownBeginsAnew() throws Exception {
        FreePorts ports = FreePorts.onLoopback();
        RunningService service = serviceAnswering(3, ports);
        ScaledObjectRun run = run(connection(service), chat("chat"), 0, 0);
        run.reconcile();
        eventually(() -> run.push().hasNews());
        run.advanceTo(now);
        assertThat(run.replicas()).as("activated by the stream").isPositive();

        service.kill();
        assertThat(waitAfterTheEnd(run)).as("killed").isEqualTo(2);
        assertThat(waitAfterTheEnd(run)).as("nobody there").isEqualTo(4);
        assertThat(waitAfterTheEnd(run)).isEqualTo(8);
        RunningService second = serviceAnswering(3, ports);
        openAgain(run);

        second.terminate();

        assertThat(waitAfterTheEnd(run)).as("ended cleanly").isEqualTo(2);
        RunningService third = serviceAnswering(3, ports);
        openAgain(run);
        assertThat(third.meter("headroom_streams_open")).hasValue(1);
        assertThat(run.replicas()).isPositive();
    }

    @Tag("long")
    @Test
    void twoReplicasBehindOneNameAnswerAlike() throws IOException {
        RunningService one = serviceAnswering(3);
        RunningService other = serviceAnswering(3);
        ScaledObjectRun run = run(connection(one, other), chat("chat"), 1, 1);
        run.reconcile();
        passSeconds(run, 15);
        long before = one.meter("headroom_calls_total").orElse(0);
        long otherBefore = other.meter("headroom_calls_total").orElse(0);

        for (int second = 0; second < 120; second++) {
            passSeconds(run, 1);
            assertThat(run.replicas()).isEqualTo(3);
        }

        assertThat(one.meter("headroom_calls_total").orElse(0)).isGreaterThan(before + 20);
        assertThat(other.meter("headroom_calls_total").orElse(0)).isGreaterThan(otherBefore + 20);
    }

    @Test
    void whatIsIdleGoesToZeroAfterTheCooldownAndNotBefore() throws IOException {
        writePolicy(0, "fallback");
        VirtualClock clock = clock();
        RunningService service = service(FreePorts.onLoopback(), onVirtualTime(clock));
        eventually(() -> service.readiness().equals("UP"));
        ScaledObjectRun run = run(connection(service), chat("chat"), 0, 0);
        // Requests for two minutes, then none, while the servers are scraped on and on.
        try (VirtualTraffic traffic =
                new VirtualTraffic(broker.bootstrapServers(), clock, seconds -> seconds < BUSY_SECONDS ? 20 : 1e-6)) {
            // Without a first plan KEDA would fall back.
            eventually(() -> service.answer().matches("\\d+"));
            run.reconcile();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> {
                        run.advanceTo(traffic.seconds());
                        return run.replicas() > 0;
                    });
            double[] lastActive = {traffic.seconds()};
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(3))
                    // A busy machine may lag behind virtual time: a refused look says nothing.
                    .ignoreExceptionsMatching(
                            refused -> String.valueOf(refused.getMessage()).contains("UNAVAILABLE"))
                    .until(() -> {
                        boolean active = run.scaler().active(traffic.seconds());
                        lastActive[0] = active ? traffic.seconds() : lastActive[0];
                        run.advanceTo(traffic.seconds());
                        return run.replicas() == 0;
                    });

            assertThat(lastActive[0]).isGreaterThan(BUSY_SECONDS);
            // KEDA's own last look was up to a polling interval before ours.
            assertThat(traffic.seconds() - lastActive[0]).isGreaterThan(COOLDOWN_SECONDS - 6);
        }
    }

    /** Waits for the stream to end; answers for how long KEDA leaves it alone, and lets that time pass. */
    private double waitAfterTheEnd(ScaledObjectRun run) {
        eventually(() -> run.push().hasNews());
        run.push().advanceTo(now);
        double wait = run.push().opensAt() - now;
        now += wait;
        run.push().advanceTo(now);
        return wait;
    }

    /** As often as it takes until the stream says that the scaler is active. */
    private void openAgain(ScaledObjectRun run) {
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(3))
                .until(() -> {
                    now++;
                    return run.push().advanceTo(now);
                });
    }

    private void passSeconds(ScaledObjectRun run, int seconds) {
        for (int i = 0; i < seconds; i++) {
            run.advanceTo(now);
            now++;
        }
    }

    private ScaledObjectRun run(KedaConnection connection, ScaledObjectRef reference, int minReplicas, int replicas) {
        ScaledObjectSpec spec =
                new ScaledObjectSpec(HpaBehavior.recommended(minReplicas, 20), 5, COOLDOWN_SECONDS, false, FALLBACK);
        ScaledObjectRun run = new ScaledObjectRun(connection, reference, spec, replicas);
        opened.add(run);
        return run;
    }

    private KedaConnection connection(RunningService... services) {
        int[] ports = new int[services.length];
        for (int i = 0; i < services.length; i++) {
            ports[i] = services[i].ports().grpc();
        }
        KedaConnection connection = new KedaConnection(ports);
        opened.add(connection);
        eventually(connection::ready);
        return connection;
    }

    private static ScaledObjectRef chat(String policy) {
        return ScaledObjectRef.newBuilder()
                .setNamespace("llm")
                .setName("chat")
                .putScalerMetadata("scalerAddress", "headroom:9090")
                .putScalerMetadata("policy", policy)
                .build();
    }

    private RunningService serviceAnswering(int replicas) throws IOException {
        return serviceAnswering(replicas, FreePorts.onLoopback());
    }

    private RunningService serviceAnswering(int replicas, FreePorts ports) throws IOException {
        writePolicy(replicas, "hold");
        RunningService service = service(ports, Map.of());
        eventually(() -> service.readiness().equals("UP"));
        eventually(() -> service.answer().equals(Integer.toString(replicas)));
        return service;
    }

    private static VirtualClock clock() {
        return new VirtualClock(Instant.now().plus(CLOCK_LASTS), SPEED);
    }

    private static Map<String, String> onVirtualTime(VirtualClock clock) {
        return Map.of(
                "headroom.clock.speed", Double.toString(clock.speed()),
                "headroom.clock.joins-real-time-at", clock.joinsRealTimeAt().toString(),
                "headroom.plan.every", "PT0.2S",
                "headroom.feed.probe-every", "PT0.3S",
                "headroom.feed.export-delay", "PT1S",
                "headroom.plan.idle-delay", "PT20S");
    }

    private RunningService service(FreePorts ports, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        RunningService service = new RunningService(directory, ports, settings);
        opened.add(service);
        return service;
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private void writePolicy(int minReplicas, String whenDark) throws IOException {
        ChatPolicy.write(directory, """
                concurrency: { perReplica: 64 }
                replicas: { min: %d, max: 40, whenDark: %s }
                """.formatted(minReplicas, whenDark));
    }
}
