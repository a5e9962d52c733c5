// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.BrokerProcess;
import dev.headroom.lab.process.Signals;
import java.time.Duration;
import java.util.OptionalInt;

/** What brokers, and the way to them, suffer. */
final class BrokerChaos {
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Duration DISK_IS_FULL = Duration.ofSeconds(30);
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final Duration CUT = Duration.ofSeconds(10);
    private static final Duration ELECTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration LEADER_AWAY = Duration.ofSeconds(30);

    static final ChaosFault KILLED = ChaosFault.of(
            "broker-killed",
            StageKind.TWO_REPLICAS,
            "SIGKILL ends the only broker, which is started again 20 s later with its records",
            "the last plan is held, and telemetry that producers kept meanwhile is read",
            (stage, notes) -> {
                BrokerProcess broker = stage.cluster().broker();
                broker.kill();
                Waiting.during(AWAY);
                broker.begin().awaitStarted();
            });

    /** Its connections stay open. */
    static final ChaosFault PAUSED = ChaosFault.of(
            "broker-paused",
            StageKind.TWO_REPLICAS,
            "SIGSTOP halts the only broker for 60 s, then SIGCONT",
            "the last plan is held, though no connection breaks",
            (stage, notes) -> {
                ProcessHandle broker = stage.cluster().broker().handle();
                Signals.pause(broker);
                Waiting.during(PAUSE);
                Signals.resume(broker);
            });

    static final ChaosFault LATE = ChaosFault.of(
                    "broker-late-and-cut",
                    StageKind.PROXY,
                    "all data between the service and the broker is 2 s late in each direction for 30 s. Then all"
                            + " connections are reset, and new ones fail for 10 s",
                    "the last plan is held, and one replica plans at the end",
                    (stage, notes) -> {
                        TcpProxy proxy = stage.extras().proxy();
                        proxy.delay(DELAY);
                        Waiting.during(SLOW);
                        proxy.cut();
                        Waiting.during(CUT);
                        proxy.pass();
                    })
            .overWhen(ReplicaChaos::onePlans);

    static final ChaosFault LEADER_KILLED = ChaosFault.of(
            "leader-killed",
            StageKind.THREE_BROKERS,
            "SIGKILL ends the one of three brokers that leads a partition of telemetry; it comes back 30 s after another"
                    + " one leads",
            "another broker leads, and reading goes on there",
            BrokerChaos::killLeader);

    static final ChaosFault DISK_FULL = ChaosFault.of(
            "broker-disk-full",
            StageKind.SMALL_DISKS,
            "the broker's disk is filled for 30 s; a broker that ends because of it is started again when there is room",
            "the last plan is held until the broker is back",
            BrokerChaos::fillDisk);

    private BrokerChaos() {}

    private static void killLeader(ChaosStage stage, Notes notes) throws Exception {
        BrokerCluster cluster = stage.cluster();
        int leader = cluster.leaderOf(BrokerCluster.EVENTS, 0).orElseThrow();
        BrokerProcess doomed = cluster.brokers().get(leader - 1);
        long begin = System.nanoTime();
        doomed.kill();
        Waiting.require(ELECTED_WITHIN, "another broker leads", () -> {
            OptionalInt now = cluster.leaderOf(BrokerCluster.EVENTS, 0);
            return now.isPresent() && now.getAsInt() != leader;
        });
        notes.remark("another broker led after %.1f s", Waiting.seconds(begin, System.nanoTime()));
        Waiting.during(LEADER_AWAY);
        doomed.begin().awaitStarted();
    }

    private static void fillDisk(ChaosStage stage, Notes notes) throws Exception {
        BrokerProcess broker = stage.cluster().broker();
        long begin = System.nanoTime();
        stage.extras().brokerDisk().fill();
        boolean ended = broker.awaitEnd(DISK_IS_FULL.toMillis());
        notes.remark(
                ended ? "the broker ended by itself after %.1f s" : "the broker lived on for %.1f s",
                Waiting.seconds(begin, System.nanoTime()));
        if (ended) {
            Waiting.during(DISK_IS_FULL.minusNanos(System.nanoTime() - begin));
        }
        stage.extras().brokerDisk().free();
        if (ended) {
            broker.begin().awaitStarted();
        }
    }
}
