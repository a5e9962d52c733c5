// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.process.Cleanup;
import dev.headroom.lab.service.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What only some stages have: a proxy, small disks, an API server, certificates, a clock that runs fast. */
final class StageExtras implements AutoCloseable {
    /** How fast the clock of the stage with the API server runs. */
    static final double SPEED = 5;

    /** Where decisions go on the stage with small disks. */
    static final String DECISIONS = "decisions.jsonl";

    /** Longer than faults on that stage take. */
    private static final Duration CLOCK_LASTS = Duration.ofMinutes(15);

    /** What a quarter of an hour of telemetry and a broker's own topics need, and some more. */
    private static final int BROKER_MEGABYTES = 96;

    private static final int DECISIONS_MEGABYTES = 16;

    private final StageKind kind;
    private final Cleanup cleanup = new Cleanup();
    private final InstantSource clock;
    private final Map<String, String> clockSettings = new TreeMap<>();
    private @Nullable TcpProxy proxy;
    private @Nullable SmallDisk brokerDisk;
    private @Nullable SmallDisk decisionsDisk;
    private @Nullable ApiServer api;
    private @Nullable Certificates certificates;

    StageExtras(StageKind kind, Path directory) throws Exception {
        this.kind = kind;
        this.clock = kind == StageKind.CLUSTER ? fastClock() : Clock.systemUTC();
        try {
            switch (kind) {
                case PROXY -> proxy = cleanup.opened(new TcpProxy());
                case SMALL_DISKS -> {
                    brokerDisk = cleanup.opened(SmallDisk.at(directory.resolve("kafka"), BROKER_MEGABYTES));
                    decisionsDisk = cleanup.opened(SmallDisk.at(directory.resolve("decisions"), DECISIONS_MEGABYTES));
                }
                case CLUSTER -> api = cleanup.opened(furnished());
                case TLS -> certificates = new Certificates(directory.resolve("tls"));
                default -> {}
            }
        } catch (Exception failure) {
            cleanup.close();
            throw failure;
        }
    }

    /** What time it is on this stage. */
    InstantSource clock() {
        return clock;
    }

    TcpProxy proxy() {
        return present(proxy);
    }

    SmallDisk brokerDisk() {
        return present(brokerDisk);
    }

    SmallDisk decisionsDisk() {
        return present(decisionsDisk);
    }

    ApiServer api() {
        return present(api);
    }

    Certificates certificates() {
        return present(certificates);
    }

    /** The stage's brokers, started. */
    BrokerCluster cluster(Path directory) throws Exception {
        Files.createDirectories(directory);
        TcpProxy between = proxy;
        SmallDisk disk = brokerDisk;
        BrokerCluster cluster = BrokerCluster.start(
                kind.brokers(),
                directory,
                between == null ? OptionalInt.empty() : OptionalInt.of(between.port()),
                disk == null ? List.of() : disk.before());
        if (between != null) {
            between.to(cluster.broker().node().sidePort());
        }
        return cluster;
    }

    /** What every process of the service is told because of it. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(clockSettings);
        if (proxy != null) {
            settings.put("kafka.bootstrap.servers", "127.0.0.1:" + proxy().port());
        }
        if (api != null) {
            settings.put("quarkus.kubernetes-client.api-server-url", api().url());
            settings.put(RunningService.POLICIES, "");
        }
        if (certificates != null) {
            settings.putAll(certificates().settings());
        }
        if (decisionsDisk != null) {
            settings.put("headroom.decisions.every", "PT1S");
        }
        return settings;
    }

    /** How a replica is started because of it. */
    RunningService.Start changed(RunningService.Start start) {
        if (decisionsDisk != null) {
            start.settings()
                    .put(
                            "headroom.decisions.file",
                            decisionsDisk().path(DECISIONS).toString());
            return start.startedBy(decisionsDisk().before());
        }
        return certificates != null ? start.calledBy(certificates()::channel) : start;
    }

    @Override
    public void close() {
        cleanup.close();
    }

    private InstantSource fastClock() {
        VirtualClock virtual = new VirtualClock(Instant.now().plus(CLOCK_LASTS), SPEED);
        clockSettings.put("headroom.clock.speed", Double.toString(SPEED));
        clockSettings.put(
                "headroom.clock.joins-real-time-at", virtual.joinsRealTimeAt().toString());
        clockSettings.put("headroom.plan.every", "PT0.2S");
        clockSettings.put("headroom.feed.probe-every", "PT0.4S");
        return () -> virtual.virtualAt(Instant.now());
    }

    private ApiServer furnished() {
        ApiServer server = new ApiServer();
        server.putPolicy(ChaosStage.POLICY);
        server.put(ClusterObjects.deployment(ChaosStage.SERVERS));
        Instant since = clock.instant().minus(ChaosStage.PAST);
        for (int number = 0; number < ChaosStage.SERVERS; number++) {
            server.put(ClusterObjects.ready(number, since));
        }
        return server;
    }

    private <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("stage " + kind + " has no such thing");
        }
        return part;
    }
}
