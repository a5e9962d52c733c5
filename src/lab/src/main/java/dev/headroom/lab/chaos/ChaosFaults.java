// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.util.List;

/** All faults there are, those of a stage together. */
final class ChaosFaults {
    /** In the order in which they are tried. */
    static final List<ChaosFault> ALL = List.of(
            new PoisonRecords(),
            new BrokerKilled(),
            new BrokerPaused(),
            new PlannerPaused(),
            new PlannerKilled(),
            new CopiedEvents(),
            new ServerUnheard(false),
            new ServerUnheard(true),
            new KedaHangs(),
            new ManyStreams(),
            new TwoPolicies(),
            new IngestKilled(),
            new IngestAllDead(),
            new BrokerLate(),
            new LeaderKilled(),
            new DecisionsDiskFull(),
            new BrokerDiskFull(),
            new ApiServerGone(),
            new WatchesForgotten(),
            new PodsNeverReady(),
            new CertificateEnds());

    private ChaosFaults() {}
}
