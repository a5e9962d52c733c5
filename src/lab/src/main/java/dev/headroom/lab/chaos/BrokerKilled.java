// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.BrokerProcess;
import java.time.Duration;

/** The only broker dies and comes back with its records. */
final class BrokerKilled implements ChaosFault {
    private static final Duration AWAY = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "broker-killed";
    }

    @Override
    public String done() {
        return "SIGKILL ends the only broker, which is started again 20 s later with its records";
    }

    @Override
    public String toBeSeen() {
        return "the last plan is held, and telemetry that producers kept meanwhile is read";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        BrokerProcess broker = stage.cluster().broker();
        broker.kill();
        Waiting.during(AWAY);
        broker.begin().awaitStarted();
    }
}
