// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All keys below {@code headroom}. */
@ConfigMapping(prefix = "headroom")
public interface HeadroomSettings {
    /** Role of this process, in lower case: the defaults of other keys follow from it. */
    @WithDefault("serve")
    Role role();

    /** Role of a process. */
    enum Role {
        /** Plans and answers. */
        SERVE,
        /** Reads telemetry together with others of its kind and writes panes for the processes that serve. */
        INGEST
    }

    /** Sources of records. */
    Topics topics();

    /** Reading of the feed. */
    Feed feed();

    /** Shared reading of telemetry, by processes of the role ingest. */
    Panes panes();

    /** Destination of lost records. */
    DeadLetters deadLetters();

    /** Source of policies and profiles. */
    Policies policies();

    /** Reading of the cluster. */
    Cluster cluster();

    /** Planning. */
    Plan plan();

    /** Sharing of plans between the replicas of the service. */
    Plans plans();

    /** Decision log. */
    Decisions decisions();

    /** The gRPC port. */
    Grpc grpc();

    /** TLS on the gRPC port. */
    Tls tls();

    /** The clock. */
    Clock clock();

    /** Names of topics. */
    interface Topics {
        /**
         * Topics by format, {@code headroom.topics.FORMAT}; as a map of all that lies below the prefix it sees the other settings, too.
         * {@link TopicsByFormat} reads it.
         */
        @WithParentName
        Map<String, @WithConverter(TopicList.Reader.class) TopicList> byFormat();

        /** Topics with JSON records, unless a record's {@code content-type} says otherwise. */
        Optional<List<String>> json();

        /** Namespaces whose telemetry a topic may carry. A topic without an entry may carry all. */
        Map<String, List<String>> namespaces();
    }

    /** Reading of the feed. */
    interface Feed {
        /** Input of a serving process, in lower case: the defaults of other keys follow from it. */
        @WithDefault("telemetry")
        Source source();

        /** Input of a serving process. */
        enum Source {
            /** The telemetry topics, every record. */
            TELEMETRY,
            /** The panes that processes of the role ingest write. */
            PANES
        }

        /** Time span read again after a start: the window of 15 min, and 5 min for its longest requests. */
        @WithDefault("PT20M")
        Duration replay();

        /** Delay between the end of a request and its event: the default of OpenTelemetry's batch processor. */
        @WithDefault("PT5S")
        Duration exportDelay();

        /** Time without a scrape after which a server is silent: three scrapes of 5 s, and their delivery. */
        @WithDefault("PT20S")
        Duration heartbeatWithin();

        /** Time after a broker outage in which producers may send buffered records. Nothing is scaled down in it. */
        @WithDefault("PT60S")
        Duration settling();

        /**
         * Accepted events remembered to detect duplicates, 24 bytes each. 2^20 cover a Collector's retries of 300 s at
         * up to 3,500 requests/s.
         */
        @WithDefault("1048576")
        int rememberedEvents();

        /** Period of asking the broker for its end offsets: a third of the time after which it is unavailable. */
        @WithDefault("PT2S")
        Duration probeEvery();

        /**
         * Largest decompressed record in the topics of telemetry, panes and plans, in bytes. It is sixteen times a
         * broker's default limit, and small next to a heap of 614 MiB.
         */
        @WithDefault("16777216")
        int mostRecordBytes();

        /**
         * Directory of a small file that notes the record being read, so that a record that crashed the process twice
         * is skipped. It must outlive the process, like the pod's volume at {@code /tmp}.
         */
        @WithDefault("/tmp")
        Path journalDirectory();

        /**
         * Time for which readiness waits until the feed has caught up. After it the service answers with the data so
         * far.
         */
        @WithDefault("PT60S")
        Duration catchUpDeadline();
    }

    /** Shared reading of telemetry, by processes of the role ingest. */
    interface Panes {
        /** Topic of panes. The processes that write panes create it if it is missing. */
        @WithDefault("headroom.panes")
        String topic();

        /** Consumer group of all processes of the role ingest, and prefix of their transactional ids. */
        @WithDefault("headroom-ingest")
        String group();

        /**
         * Unique name of this process among them. The default is the pod's name in Kubernetes, and a random name
         * elsewhere. A restarted process with the same name ends its open transaction at once.
         */
        Optional<String> process();

        /** Period of writing panes: a sixth of the time in which a record must reach the answer. */
        @WithDefault("PT0.25S")
        Duration flushEvery();

        /** Number of records after which panes are written early. It limits the records read again after a failure. */
        @WithDefault("20000")
        int flushRecords();

        /**
         * Time span of a partition that is read again after a change of its reader, to detect duplicates: twice the
         * Collector's retries of 300 s.
         */
        @WithDefault("PT10M")
        Duration remember();

        /**
         * Largest number of records read again then: some seconds of reading, during which the partition's panes wait.
         */
        @WithDefault("500000")
        int rememberRecords();
    }

    /** Destination of records with lost parts. */
    interface DeadLetters {
        /** Topic for copies of these records. If absent, they are only counted and logged. */
        Optional<String> topic();

        /** Reasons for which a record is copied: all but {@code duplicate}, because a duplicate is not lost. */
        @WithDefault(
                "too_large,deadly,undecodable,unknown_schema_version,missing_field,not_cumulative,impossible_tokens,impossible_times,"
                        + "impossible_gauges,future,late,defect")
        Set<String> reasons();
    }

    /** Source of policies and profiles. */
    interface Policies {
        /** Directory of files. If absent, ConfigMaps of the cluster are read. */
        Optional<String> directory();

        /** Period of reading the directory: well within the 2 s in which a change must take effect. */
        @WithDefault("PT0.5S")
        Duration lookEvery();

        /** Namespaces whose ConfigMaps are read. If absent, all. */
        Optional<List<String>> namespaces();
    }

    /** Reading of the cluster, if there is one. */
    interface Cluster {
        /**
         * Prefixes of the node labels of node provisioners, such as {@code PREFIX/instance-gpu-name}. The defaults are
         * Karpenter on EC2 and EKS Auto Mode, which never share a node.
         */
        @WithDefault("karpenter.k8s.aws,eks.amazonaws.com")
        List<String> nodeLabelPrefixes();

        /**
         * Limits replicas to the room of the NodePools that could host them. Set {@code false} if another provisioner
         * adds such nodes, as Cluster Autoscaler does from an empty node group.
         */
        @WithDefault("true")
        boolean heldByNodePools();
    }

    /** Planning. */
    interface Plan {
        /** Pause between two rounds. With the feed's delay, a record reaches the answer well within 1.5 s. */
        @WithDefault("PT0.5S")
        Duration every();

        /**
         * Assumed start-up time of a replica until the first start of the workload is observed. It must exceed the 15 s
         * between two syncs of the HPA. A model server on a warm node is Ready after 105 s (median of published
         * figures), on a new node after 4 to 10 min. Too short a value scales down fleets that cannot be scaled up in
         * time. Each observed start corrects it.
         */
        @WithDefault("PT6M")
        Duration horizon();

        /** Time for which the last plan answers while telemetry is dark: longer than a broker's rolling restart. */
        @WithDefault("PT2M")
        Duration darkGrace();

        /** Idle time before replicas are removed. KEDA's cooldownPeriod is added to it. */
        @WithDefault("PT60S")
        Duration idleDelay();

        /** Age after which a plan is no longer an answer: many rounds, so only a stuck planner reaches it. */
        @WithDefault("PT1M")
        Duration staleAfter();

        /**
         * Tolerance of the HPA, as a share of the replicas, at least 0 and below 1. Change it together with {@code
         * --horizontal-pod-autoscaler-tolerance} or {@code behavior.scaleUp.tolerance}. The default is Kubernetes' own.
         */
        @WithDefault("0.1")
        double hpaTolerance();

        /** Rounds a step outward if the HPA would ignore it. This costs up to a tenth more replicas. */
        @WithDefault("false")
        boolean roundOutward();
    }

    /** Sharing of plans between the replicas of the service. */
    interface Plans {
        /** Store of plans. {@code memory} is for a service with one replica, which loses its plans when it ends. */
        @WithDefault("kafka")
        Mode mode();

        /** Compacted topic of plans, history and learned state. The service creates it if it is missing. */
        @WithDefault("headroom.plans")
        String topic();

        /** Consumer group whose member with partition 0 plans for all. */
        @WithDefault("headroom-planners")
        String group();

        /** Store of plans. */
        enum Mode {
            KAFKA,
            MEMORY
        }
    }

    /** Decision log, for {@code headroom explain}. */
    interface Decisions {
        /** File of the log. If absent, no decision is written. */
        Optional<String> file();

        /** Size in bytes at which the file is rotated: some eight thousand decisions. */
        @WithDefault("67108864")
        long maxBytes();

        /** Number of rotated files to keep. With the current file they take 320 MiB. */
        @WithDefault("4")
        int kept();

        /**
         * Longest time between two decisions of a workload in the log, even without a change: enough to follow a quiet
         * hour.
         */
        @WithDefault("PT10M")
        Duration every();
    }

    /** The gRPC port. Its number is Quarkus' {@code quarkus.grpc.server.port}. */
    interface Grpc {
        /**
         * Age at which a connection is asked to close, give or take a tenth. KEDA finds new replicas and a new
         * certificate only with a new connection. {@code PT0S} for never.
         */
        @WithDefault("PT5M")
        Duration maxConnectionAge();

        /**
         * Time that calls may continue after that. Unary calls take milliseconds, and the service ends push streams.
         */
        @WithDefault("PT30S")
        Duration maxConnectionAgeGrace();

        /** Largest request in bytes. KEDA sends a few hundred. */
        @WithDefault("65536")
        int maxRequestBytes();

        /** Largest number of connections. KEDA holds one, and a second one during a renewal. */
        @WithDefault("256")
        int maxConnections();

        /** Largest number of connections of one address. */
        @WithDefault("64")
        int maxConnectionsPerAddress();

        /** Largest number of open calls: two push streams for each of 2,500 ScaledObjects. */
        @WithDefault("5000")
        int maxCalls();

        /**
         * Largest number of open calls of one connection. KEDA uses one for all calls, so two push streams for each of
         * 900 ScaledObjects.
         */
        @WithDefault("2000")
        int maxCallsPerConnection();

        /** Time limit for a complete request after its call began. */
        @WithDefault("PT10S")
        Duration requestWithin();

        /** Time limit for the handshakes of HTTP/2 and, if enabled, TLS on a new connection. */
        @WithDefault("PT10S")
        Duration handshakeWithin();

        /** Time without a call after which a connection is asked to close. The caller opens another one. */
        @WithDefault("PT10M")
        Duration idleAfter();
    }

    /** TLS on the gRPC port: with a certificate and its key. */
    interface Tls {
        /** PEM file: the certificate, then its intermediate certificates. */
        Optional<Path> certificate();

        /** PEM file: the certificate's key, PKCS#8. */
        Optional<Path> key();

        /**
         * PEM file: CA certificates of clients. If set, only clients with a certificate signed by one of them are
         * served.
         */
        Optional<Path> clientCa();

        /**
         * Period of reading the files again. A renewed certificate comes weeks before the old one expires, a changed CA
         * may not.
         */
        @WithDefault("PT30S")
        Duration reloadPeriod();
    }

    /** The clock. The defaults are the system's clock. */
    interface Clock {
        /** Seconds per real second until {@link #joinsRealTimeAt}, for replays and demonstrations. */
        @WithDefault("1")
        double speed();

        /** Time at which a faster clock meets the real one and becomes it. */
        Optional<Instant> joinsRealTimeAt();
    }
}
