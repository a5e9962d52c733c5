// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at a workload's telemetry, its room, and what its own plan complains about. */
final class WorkloadExamination {
    /** Below this share of the requests, load is underestimated. Some are always on their way. */
    private static final double COVERAGE = 0.9;

    /** A new workload needs this long until its first telemetry. */
    private static final Duration NEW = Duration.ofMinutes(2);

    private WorkloadExamination() {}

    static List<DoctorFinding> of(WorkloadFacts facts, Instant now) {
        List<DoctorFinding> findings = new ArrayList<>();
        String workload = facts.workload().toString();
        facts.difference()
                .ifPresent(difference -> findings.add(new DoctorFinding(
                        FindingCode.POLICY_DIFFERS,
                        workload,
                        "Replicas of Headroom have different policies of " + workload + ".",
                        "In detail: " + difference + ".",
                        "Give all replicas the same documents.")));
        room(facts).ifPresent(findings::add);
        facts.plan().ifPresent(plan -> {
            telemetry(plan, now).ifPresent(findings::add);
            silent(facts, plan).ifPresent(findings::add);
            coverage(plan).ifPresent(findings::add);
            reason(plan, ReasonCode.PROFILE_ABSENT)
                    .ifPresent(sentence -> findings.add(new DoctorFinding(
                            FindingCode.PROFILE_ABSENT,
                            workload,
                            "No serving profile: " + sentence + ".",
                            "Headroom learns the capacity of a replica from telemetry alone, which takes longer.",
                            "Apply the profile, or remove profile from the policy.")));
            reason(plan, ReasonCode.STUCK_START)
                    .ifPresent(sentence -> findings.add(new DoctorFinding(
                            FindingCode.STUCK_START,
                            workload,
                            "A replica does not start: " + sentence + ".",
                            "It counts as none, and another is asked for.",
                            "Look at the events and the log of the pod.")));
        });
        return findings;
    }

    private static Optional<DoctorFinding> telemetry(ReplicaPlan plan, Instant now) {
        TelemetryState state = plan.state();
        if (state instanceof TelemetryState.Lagging) {
            return Optional.of(new DoctorFinding(
                    FindingCode.TELEMETRY_LAGS,
                    plan.workload().toString(),
                    "Telemetry of " + plan.workload() + " is late: " + state.cause() + ".",
                    "The plan is held until Headroom has caught up.",
                    "Give Headroom more CPU, or processes of the role ingest."));
        }
        boolean absent = state instanceof TelemetryState.Dark
                || state instanceof TelemetryState.Unobservable
                || (state instanceof TelemetryState.New
                        && !plan.answersNone()
                        && Duration.between(state.since(), now).compareTo(NEW) > 0);
        return absent
                ? Optional.of(new DoctorFinding(
                        FindingCode.TELEMETRY_ABSENT,
                        plan.workload().toString(),
                        "Telemetry of " + plan.workload() + " is " + state.word() + ": " + state.cause() + ".",
                        "Headroom holds its plan, and lowers nothing that it cannot see.",
                        "Check the Collector's targets and exporter, then the topic's newest record."))
                : Optional.empty();
    }

    /** A series that froze: its server is Ready, and no reading of it comes. Without any readings nothing is frozen. */
    private static Optional<DoctorFinding> silent(WorkloadFacts facts, ReplicaPlan plan) {
        ServerStatus servers = plan.basis().evidence().servers();
        int ready = facts.ready().orElse(0);
        int scraped = servers.replicasScraped();
        return scraped == 0 || scraped >= ready
                ? Optional.empty()
                : Optional.of(new DoctorFinding(
                        FindingCode.SERVERS_SILENT,
                        plan.workload().toString(),
                        "Only " + scraped + " of " + ready + " Ready replicas of " + plan.workload()
                                + " report metrics.",
                        "The queue and the load of the others are not seen.",
                        "Check the Collector's scrape of these pods: port, labels, NetworkPolicy."));
    }

    private static Optional<DoctorFinding> coverage(ReplicaPlan plan) {
        double share = plan.basis().evidence().servers().coverage().orElse(1);
        return share >= COVERAGE
                ? Optional.empty()
                : Optional.of(new DoctorFinding(
                        FindingCode.COVERAGE_LOW,
                        plan.workload().toString(),
                        String.format(
                                Locale.ROOT,
                                "Spans or events report %.0f %% of the requests that the servers of %s count.",
                                share * 100,
                                plan.workload()),
                        "Latencies are those of a sample, and short peaks may be missed.",
                        "Set the sampling to 100 %, and check the Collector's queue for dropped spans."));
    }

    private static Optional<DoctorFinding> room(WorkloadFacts facts) {
        int min = facts.policy().replicas().min();
        return facts.room()
                .filter(room -> room.replicas() < Math.max(1, min))
                .map(room -> new DoctorFinding(
                        FindingCode.NO_ROOM,
                        facts.workload().toString(),
                        room.replicas() == 0
                                ? "No NodePool can ever host a replica of " + facts.workload() + "."
                                : "The NodePools can host " + room.replicas() + " replicas of " + facts.workload()
                                        + ", and the policy's minimum is " + min + ".",
                        "In detail: " + room.sentence() + ".",
                        "Compare requirements, taints and limits of the NodePools with the pod's template."));
    }

    static Optional<String> reason(ReplicaPlan plan, ReasonCode code) {
        return plan.reasons().stream()
                .filter(reason -> reason.code() == code)
                .map(Reason::sentence)
                .findFirst();
    }
}
