// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.Signals;
import java.time.Duration;

/** The only broker does nothing for a minute; its connections stay open. */
final class BrokerPaused implements ChaosFault {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "broker-paused";
    }

    @Override
    public String done() {
        return "SIGSTOP halts the only broker for 60 s, then SIGCONT";
    }

    @Override
    public String toBeSeen() {
        return "the last plan is held, though no connection breaks";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        ProcessHandle broker = stage.cluster().broker().handle();
        Signals.pause(broker);
        Waiting.during(PAUSE);
        Signals.resume(broker);
    }
}
