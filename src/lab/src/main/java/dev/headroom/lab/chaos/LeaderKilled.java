// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.BrokerProcess;
import java.time.Duration;
import java.util.OptionalInt;

/** One of three brokers dies, the one that leads a partition of telemetry. */
final class LeaderKilled implements ChaosFault {
    private static final Duration ELECTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "leader-killed";
    }

    @Override
    public String done() {
        return "SIGKILL ends the one of three brokers that leads a partition of telemetry; it comes back 30 s after another one leads";
    }

    @Override
    public String toBeSeen() {
        return "another broker leads, and reading goes on there";
    }

    @Override
    public StageKind stage() {
        return StageKind.THREE_BROKERS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
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
        Waiting.during(AWAY);
        doomed.begin().awaitStarted();
    }
}
