// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.page;

/** A workload as a report holds it: ten minutes with a change from 2 replicas to 3. */
final class ReportedWorkload {
    /** Where a workload costs 7 USD an hour a replica, and one replica carries 6 requests/s. */
    static final String JSON = """
            {"plan":{"madeAt":"2025-11-24T16:10:00Z","leadTimeSeconds":90,"reasons":[],"basis":{"usdPerHour":21}},
             "timeline":{"workload":"llm/told","spanSeconds":300,"seconds":[1764000000,1764000300,1764000600],
               "figures":{"arrivals":[10,13,null],"planned":[12,15,15],"per_replica":[6,6,6],"needed":[2,2.5,2.5],
                 "answer":[2,3,3],"desired":[2,3,3],"ready":[2,2,3],"starting":[0,1,0],"usd_per_hour":[14,21,21],
                 "budget_spent":[null,null,null],"running":[null,null,null],"waiting":[null,null,null]},
               "objectives":[{"objective":"ttft p95 <= 800ms","limitSeconds":0.8,"seconds":[0.4,1.2,null]}],
               "changes":[{"at":"2025-11-24T16:05:00Z","from":2,"to":3,"telemetry":"fresh",
                 "reasons":[{"stage":"demand","replicas":3,"sentence":"3 needed <b>now</b>"}]}]}}""";

    private ReportedWorkload() {}
}
