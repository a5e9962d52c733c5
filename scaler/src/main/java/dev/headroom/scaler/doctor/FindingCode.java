// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import java.util.Locale;

/** The kinds of findings: a closed set of stable words. The docs explain each. */
public enum FindingCode {
    /** The newest version of a policy or a profile is invalid. */
    DOCUMENT_INVALID(Severity.PROBLEM),
    /** Replicas of Headroom have different versions of a policy. */
    POLICY_DIFFERS(Severity.PROBLEM),
    /** The policy names a serving profile that does not exist. */
    PROFILE_ABSENT(Severity.WARNING),
    /** No telemetry of a workload. */
    TELEMETRY_ABSENT(Severity.PROBLEM),
    /** Records wait in Kafka for longer than the plans allow. */
    TELEMETRY_LAGS(Severity.PROBLEM),
    /** Ready replicas without readings. */
    SERVERS_SILENT(Severity.WARNING),
    /** Fewer requests in spans or events than the servers count. */
    COVERAGE_LOW(Severity.WARNING),
    /** Telemetry that belongs to no workload. */
    UNATTRIBUTED(Severity.PROBLEM),
    /** Events from the future. */
    CLOCK_SKEW(Severity.PROBLEM),
    /** No ScaledObject for a policy that enforces. */
    SCALED_OBJECT_ABSENT(Severity.PROBLEM),
    /** KEDA says that a ScaledObject is not ready. */
    SCALED_OBJECT_NOT_READY(Severity.PROBLEM),
    /** A ScaledObject is paused. */
    PAUSED(Severity.WARNING),
    /** KEDA uses a ScaledObject's fallback. */
    FALLBACK_IN_FORCE(Severity.PROBLEM),
    /** No HPA for a ScaledObject. */
    HPA_ABSENT(Severity.PROBLEM),
    /** An HPA has no value of its metric: {@code <unknown>}. */
    METRIC_UNKNOWN(Severity.PROBLEM),
    /** An HPA cannot read or set the replicas of its target. */
    TARGET_UNSCALABLE(Severity.PROBLEM),
    /** The scale target names no label selector for its pods. */
    SELECTOR_ABSENT(Severity.PROBLEM),
    /** Several autoscalers set the replicas of one target. */
    TARGET_SHARED(Severity.PROBLEM),
    /** The limits of a policy and of its ScaledObject differ. */
    LIMITS_DIFFER(Severity.WARNING),
    /** The HPA's tolerance ignores a step. */
    HPA_TOLERANCE(Severity.WARNING),
    /** The HPA's rules are slower than a replica's start. */
    BEHAVIOR_SLOW(Severity.WARNING),
    /** KEDA's cooldown is shorter than a replica's start. */
    COOLDOWN_SHORT(Severity.WARNING),
    /** No NodePool can host a replica, or the pools hold fewer than the policy's minimum. */
    NO_ROOM(Severity.PROBLEM),
    /** A start that takes too long. */
    STUCK_START(Severity.WARNING),
    /** A right that Headroom lacks. */
    RIGHTS_ABSENT(Severity.PROBLEM),
    /** KEDA is not installed. */
    KEDA_ABSENT(Severity.PROBLEM),
    /** The API server does not answer. */
    API_SERVER_AWAY(Severity.PROBLEM),
    /** A topic does not exist, or may not be read. */
    TOPIC_ABSENT(Severity.PROBLEM),
    /** Fewer partitions than processes that read them, or several where there must be one. */
    PARTITIONS_WRONG(Severity.WARNING),
    /** The topic of plans is not compacted. */
    NOT_COMPACTED(Severity.WARNING),
    /** Kafka does not answer. */
    KAFKA_AWAY(Severity.PROBLEM),
    /** The certificate of the gRPC port ends soon, or is missing. */
    CERTIFICATE_ENDS(Severity.PROBLEM),
    /** KEDA is older than what Headroom needs. */
    VERSION_OLD(Severity.PROBLEM);

    private final Severity severity;

    FindingCode(Severity severity) {
        this.severity = severity;
    }

    /** How grave a finding is. */
    public enum Severity {
        /** The promise or the bill suffers, or will. */
        PROBLEM,
        /** Worth a change when there is time. */
        WARNING;

        /** In lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How grave it is. */
    public Severity severity() {
        return severity;
    }

    /** For people and programs, such as {@code hpa-absent}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
