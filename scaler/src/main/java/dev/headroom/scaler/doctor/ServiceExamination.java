// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.scaler.doctor.ServiceFacts.Feed;
import dev.headroom.scaler.doctor.ServiceFacts.Stranger;
import dev.headroom.scaler.slo.PolicyPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at documents, Kafka, the cluster's rights and the certificate. */
final class ServiceExamination {
    /** An operator needs some days to renew a certificate by hand; tools renew it earlier. */
    private static final Duration CERTIFICATE_SOON = Duration.ofDays(7);

    /** Telemetry of strangers that ended long ago is no trouble any more. */
    private static final Duration STRANGER_RECENT = Duration.ofMinutes(10);

    /** A few such events are one server's restart; a share of this size is a clock. */
    private static final double FUTURE_SHARE = 0.01;

    private static final String SCALED_OBJECTS = "scaledobjects.keda.sh";
    private static final String KAFKA = "kafka";
    private static final String TELEMETRY = "telemetry";

    private ServiceExamination() {}

    static List<DoctorFinding> of(ServiceFacts facts) {
        List<DoctorFinding> findings = new ArrayList<>();
        facts.faults()
                .forEach((document, fault) -> findings.add(new DoctorFinding(
                        FindingCode.DOCUMENT_INVALID,
                        document,
                        "The newest version of " + document + " is invalid: " + fault + ".",
                        "Its last valid version, if there is one, stays in force.",
                        facts.place() == PolicyPlace.FILES ? "Correct the file." : "Correct the ConfigMap.")));
        behind(facts.feed()).ifPresent(findings::add);
        skew(facts.feed()).ifPresent(findings::add);
        facts.strangers().stream()
                .filter(stranger -> stranger.lastSeen().isAfter(facts.now().minus(STRANGER_RECENT)))
                .map(ServiceExamination::unattributed)
                .forEach(findings::add);
        findings.addAll(topics(facts.topics()));
        facts.troubles().forEach(trouble -> trouble(trouble).ifPresent(findings::add));
        facts.certificate().flatMap(ServiceExamination::certificate).ifPresent(findings::add);
        return findings;
    }

    private static Optional<DoctorFinding> behind(Feed feed) {
        return feed.caughtUp()
                ? Optional.empty()
                : Optional.of(new DoctorFinding(
                        FindingCode.TELEMETRY_LAGS,
                        TELEMETRY,
                        feed.waiting() + " records of telemetry wait in Kafka.",
                        "Headroom has not read all that Kafka held at the start, so no plan is lowered.",
                        "Wait a minute after a start. Then give Headroom more CPU, or processes of the role ingest."));
    }

    private static Optional<DoctorFinding> skew(Feed feed) {
        long all = feed.taken() + feed.future();
        return feed.future() == 0 || feed.future() < FUTURE_SHARE * all
                ? Optional.empty()
                : Optional.of(new DoctorFinding(
                        FindingCode.CLOCK_SKEW,
                        TELEMETRY,
                        String.format(
                                Locale.ROOT,
                                "%d of %d events of the last 15 min lie in the future.",
                                feed.future(),
                                all),
                        "The clocks of servers and of Headroom differ, and such events are not counted.",
                        "Synchronise the clocks of all nodes with NTP."));
    }

    private static DoctorFinding unattributed(Stranger stranger) {
        return new DoctorFinding(
                FindingCode.UNATTRIBUTED,
                stranger.what(),
                stranger.count() + " records of " + stranger.what() + " belong to no workload.",
                "Their load is missing in every plan.",
                stranger.missing());
    }

    private static List<DoctorFinding> topics(Optional<List<TopicFacts>> known) {
        if (known.isEmpty()) {
            return List.of(new DoctorFinding(
                    FindingCode.KAFKA_AWAY,
                    KAFKA,
                    "Kafka does not answer.",
                    "Without telemetry Headroom holds its last plans, and lowers none.",
                    "Check kafka.bootstrap.servers, the brokers, and the NetworkPolicy."));
        }
        // A format without a topic is not in use. Without any topic no telemetry can come.
        boolean telemetry = known.get().stream()
                .anyMatch(topic -> topic.use() == TopicFacts.Use.TELEMETRY
                        && topic.partitions().isPresent());
        List<DoctorFinding> findings = new ArrayList<>();
        for (TopicFacts topic : known.get()) {
            if (topic.partitions().isEmpty()) {
                if (!telemetry
                        || topic.use() != TopicFacts.Use.TELEMETRY
                        || topic.refusal().isPresent()) {
                    findings.add(absent(topic));
                }
            } else if (topic.use() == TopicFacts.Use.PLANS) {
                plans(topic, topic.partitions().getAsInt()).forEach(findings::add);
            }
        }
        return findings;
    }

    private static DoctorFinding absent(TopicFacts topic) {
        return new DoctorFinding(
                FindingCode.TOPIC_ABSENT,
                topic.name(),
                "Topic '" + topic.name() + "' "
                        + topic.refusal()
                                .map(refusal -> "may not be read: " + refusal)
                                .orElse("does not exist")
                        + ".",
                switch (topic.use()) {
                    case TELEMETRY -> "No telemetry can come from it.";
                    case PANES -> "No process of the role ingest has written a pane.";
                    case PLANS -> "Each replica of Headroom plans alone, and forgets its plans when it restarts.";
                },
                topic.refusal().isPresent()
                        ? "Give the Kafka user of Headroom the rights that src/docs/kafka.md lists."
                        : topic.use() == TopicFacts.Use.PLANS
                                ? "Create it with one partition and cleanup.policy=compact."
                                : "Create it, or remove it from headroom.topics.");
    }

    private static List<DoctorFinding> plans(TopicFacts topic, int partitions) {
        List<DoctorFinding> findings = new ArrayList<>();
        if (partitions != 1) {
            findings.add(new DoctorFinding(
                    FindingCode.PARTITIONS_WRONG,
                    topic.name(),
                    "Topic '" + topic.name() + "' has " + partitions + " partitions.",
                    "Plans need 1 partition: only partition 0 is used.",
                    "Create another topic with 1 partition, and set headroom.plans.topic."));
        }
        topic.cleanup()
                .filter(policy -> !policy.contains("compact"))
                .ifPresent(policy -> findings.add(new DoctorFinding(
                        FindingCode.NOT_COMPACTED,
                        topic.name(),
                        "Topic '" + topic.name() + "' has cleanup.policy=" + policy + ".",
                        "Plans of idle workloads expire, or the topic grows.",
                        "Set cleanup.policy=compact on the topic.")));
        return findings;
    }

    private static Optional<DoctorFinding> trouble(WatchTrouble trouble) {
        return switch (trouble.cause()) {
            case FORBIDDEN ->
                Optional.of(new DoctorFinding(
                        FindingCode.RIGHTS_ABSENT,
                        trouble.resource(),
                        "Headroom may not list " + trouble.resource() + ".",
                        "Off until then: " + trouble.without() + ".",
                        "Grant list and watch on " + trouble.resource() + ", as the chart's rbac values do."));
            case AWAY ->
                Optional.of(new DoctorFinding(
                        FindingCode.API_SERVER_AWAY,
                        trouble.resource(),
                        "The API server does not answer for " + trouble.resource() + ".",
                        "Headroom goes on with the objects as they were.",
                        "Check the API server and the NetworkPolicy."));
            case ABSENT ->
                trouble.resource().equals(SCALED_OBJECTS)
                        ? Optional.of(new DoctorFinding(
                                FindingCode.KEDA_ABSENT,
                                trouble.resource(),
                                "This cluster has no ScaledObjects: KEDA is not installed.",
                                "Headroom answers KEDA and scales nothing itself.",
                                "Install KEDA 2.17 or newer."))
                        : Optional.empty();
        };
    }

    private static Optional<DoctorFinding> certificate(ServiceFacts.Certificate certificate) {
        if (certificate.left().isEmpty()) {
            return Optional.of(new DoctorFinding(
                    FindingCode.CERTIFICATE_ENDS,
                    "tls",
                    "The gRPC port has no usable certificate.",
                    "KEDA cannot connect.",
                    "Check the files of headroom.tls: the log names the fault."));
        }
        Duration left = certificate.left().get();
        if (left.compareTo(CERTIFICATE_SOON) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new DoctorFinding(
                FindingCode.CERTIFICATE_ENDS,
                "tls",
                left.isNegative()
                        ? "The certificate of the gRPC port has expired."
                        : "The certificate of the gRPC port ends in " + left.toHours() + " h.",
                "After that KEDA cannot connect, and its fallback acts.",
                "Renew the certificate in the Secret. Headroom takes the new one without a restart."));
    }
}
