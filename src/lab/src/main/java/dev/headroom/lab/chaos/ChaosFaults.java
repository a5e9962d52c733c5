// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.util.List;

/** All faults there are. */
final class ChaosFaults {
    /** In the order in which they are tried, as far as their stages leave it. */
    static final List<ChaosFault> ALL = List.of(
            TelemetryChaos.POISON,
            BrokerChaos.KILLED,
            BrokerChaos.PAUSED,
            ReplicaChaos.PLANNER_PAUSED,
            ReplicaChaos.PLANNER_KILLED,
            TelemetryChaos.COPIES,
            TelemetryChaos.SILENT,
            TelemetryChaos.FROZEN,
            CallerChaos.HANGS,
            CallerChaos.MANY_STREAMS,
            ReplicaChaos.TWO_POLICIES,
            ReplicaChaos.INGEST_KILLED,
            ReplicaChaos.INGEST_ALL_DEAD,
            BrokerChaos.LATE,
            BrokerChaos.LEADER_KILLED,
            DecisionLogFile.DISK_FULL,
            BrokerChaos.DISK_FULL,
            ClusterChaos.API_SERVER_GONE,
            ClusterChaos.WATCHES_FORGOTTEN,
            ClusterChaos.PODS_NEVER_READY,
            CallerChaos.CERTIFICATE_ENDS);

    private ChaosFaults() {}
}
