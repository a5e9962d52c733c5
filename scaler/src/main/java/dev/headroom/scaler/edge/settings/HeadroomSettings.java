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
    /** What this process does; in small letters, for other keys' defaults follow it. */
    @WithDefault("serve")
    Role role();

    /** What a process does. */
    enum Role {
        /** Plans and answers. */
        SERVE,
        /** Shares the reading of telemetry with others of its kind, and writes panes for those that serve. */
        INGEST
    }

    /** Where records come from. */
    Topics topics();

    /** How the feed is read. */
    Feed feed();

    /** How the reading of telemetry is shared. */
    Panes panes();

    /** Where records go that were lost. */
    DeadLetters deadLetters();

    /** Where policies and profiles come from. */
    Policies policies();

    /** How the cluster is read. */
    Cluster cluster();

    /** How plans are made. */
    Plan plan();

    /** How the replicas of the service share their plans. */
    Plans plans();

    /** Where decisions are written down. */
    Decisions decisions();

    /** How the gRPC port is spoken to. */
    Grpc grpc();

    /** TLS on the gRPC port. */
    Tls tls();

    /** What time it is. */
    Clock clock();

    /** Names of topics. */
    interface Topics {
        /**
         * Topics by format, {@code headroom.topics.FORMAT}; as a map of all that lies below the prefix it sees the other settings, too.
         * {@link TopicsByFormat} reads it.
         */
        @WithParentName
        Map<String, @WithConverter(TopicList.Reader.class) TopicList> byFormat();

        /** Those of all topics whose records are JSON, unless a record's {@code content-type} says otherwise. */
        Optional<List<String>> json();

        /** Namespaces that a topic may speak for; a topic that is not in it may speak for all. */
        Map<String, List<String>> namespaces();
    }

    /** How the feed is read. */
    interface Feed {
        /** What a process that serves reads; in small letters, for other keys' defaults follow it. */
        @WithDefault("telemetry")
        Source source();

        /** What is read. */
        enum Source {
            /** The topics of telemetry, every record of them. */
            TELEMETRY,
            /** What processes of the role ingest make of them. */
            PANES
        }

        /** How far back reading starts: 15 min of window, and 5 min for the longest requests in it. */
        @WithDefault("PT20M")
        Duration replay();

        /** How long after its end a request may become visible: the default delay of OpenTelemetry's batch processor. */
        @WithDefault("PT5S")
        Duration exportDelay();

        /** A server that was not scraped for longer is silent: three scrapes of 5 s, and the way here. */
        @WithDefault("PT20S")
        Duration heartbeatWithin();

        /** After the broker was away, how long producers may still be sending what they kept; nothing goes down meanwhile. */
        @WithDefault("PT60S")
        Duration settling();

        /**
         * Accepted events that copies are recognised of, 24 bytes each: 2^20 outlast a Collector's retries of 300 s up to 3,500
         * requests/s.
         */
        @WithDefault("1048576")
        int rememberedEvents();

        /** How often the broker is asked for its end offsets; a third of what counts as its silence. */
        @WithDefault("PT2S")
        Duration probeEvery();

        /**
         * What one record may take when decompressed, in bytes, of the topics of telemetry, panes and plans: sixteen times what a
         * broker takes by default, and small beside a heap of 614 MiB.
         */
        @WithDefault("16777216")
        int mostRecordBytes();

        /**
         * Where a small file notes which record is being taken in, so that one that ended the process twice is skipped: a directory
         * that outlives the process, as the pod's volume at {@code /tmp} does.
         */
        @WithDefault("/tmp")
        Path journalDirectory();

        /** How long readiness waits for the feed to catch up; then the service answers as far as it can. */
        @WithDefault("PT60S")
        Duration catchUpDeadline();
    }

    /** How the reading of telemetry is shared. */
    interface Panes {
        /** Topic of panes; made if it is missing, by those who write them. */
        @WithDefault("headroom.panes")
        String topic();

        /** Consumer group of all that share; also the beginning of their transactional ids. */
        @WithDefault("headroom-ingest")
        String group();

        /**
         * Name of this process among them, of which no other that lives may have the same; the pod's name in Kubernetes, a random one
         * elsewhere. A process that comes back under its name ends at once what it left open when it died.
         */
        Optional<String> process();

        /** How often panes are written: a sixth of the time in which a record shall be seen in the answer. */
        @WithDefault("PT0.25S")
        Duration flushEvery();

        /** After so many records panes are written before that: what is read again after a failure. */
        @WithDefault("20000")
        int flushRecords();

        /** How far back a partition that another process read is read again, to know copies: twice the Collector's retries of 300 s. */
        @WithDefault("PT10M")
        Duration remember();

        /** At most so many records of it: some seconds of reading, for which the partition's panes wait. */
        @WithDefault("500000")
        int rememberRecords();
    }

    /** Where records go of which something was lost. */
    interface DeadLetters {
        /** A topic for copies of them; when absent, they are only counted and said. */
        Optional<String> topic();

        /**
         * For what reasons a record is copied: all but {@code duplicate}, for a record that comes twice, as it may at any time, was not
         * lost.
         */
        @WithDefault(
                "too_large,deadly,undecodable,unknown_schema_version,missing_field,not_cumulative,impossible_tokens,impossible_times,"
                        + "impossible_gauges,future,late,defect")
        Set<String> reasons();
    }

    /** Where policies and profiles come from. */
    interface Policies {
        /** A directory of files; when absent, ConfigMaps of the cluster. */
        Optional<String> directory();

        /** How often the directory is looked at: within the 2 s in which a change shall take effect. */
        @WithDefault("PT0.5S")
        Duration lookEvery();

        /** Namespaces whose ConfigMaps are read; when absent, all. */
        Optional<List<String>> namespaces();
    }

    /** How the cluster is read, where there is one. */
    interface Cluster {
        /**
         * Prefixes by which those who make nodes name their labels, such as {@code PREFIX/instance-gpu-name}: those of Karpenter on
         * EC2 and of EKS Auto Mode, which never meet on one node.
         */
        @WithDefault("karpenter.k8s.aws,eks.amazonaws.com")
        List<String> nodeLabelPrefixes();

        /**
         * Whether replicas are held at what the NodePools that could host them allow; {@code false} where others than Karpenter make
         * such nodes out of nothing, as Cluster Autoscaler does from an empty node group.
         */
        @WithDefault("true")
        boolean heldByNodePools();
    }

    /** How plans are made. */
    interface Plan {
        /** Pause between two rounds: together with the feed's delay well below 1.5 s from record to answer. */
        @WithDefault("PT0.5S")
        Duration every();

        /**
         * How long a start is taken to last while none of the workload was seen; more than the 15 s between two looks of the HPA. A model
         * server on a warm node is Ready after 105 s (median of published figures), one on a new node after 4 to 10 min. Who takes too
         * long a start for a short one lowers a fleet that cannot be raised in time. Each start that is seen corrects it.
         */
        @WithDefault("PT6M")
        Duration horizon();

        /** How long darkness is bridged by the last plan: longer than a broker's rolling restart. */
        @WithDefault("PT2M")
        Duration darkGrace();

        /** How long a workload must have been idle before its replicas go; KEDA's cooldownPeriod comes on top. */
        @WithDefault("PT60S")
        Duration idleDelay();

        /** Age at which a plan is no longer an answer: many rounds, so only a planner that is stuck gets there. */
        @WithDefault("PT1M")
        Duration staleAfter();

        /**
         * Share of the replicas by which an answer may differ without the HPA doing anything: Kubernetes' default, unless
         * {@code --horizontal-pod-autoscaler-tolerance} or {@code behavior.scaleUp.tolerance} is set. At least 0, below 1.
         */
        @WithDefault("0.1")
        double hpaTolerance();

        /** Whether a step that the HPA would swallow is made larger until it is taken; that costs up to a tenth more replicas. */
        @WithDefault("false")
        boolean roundOutward();
    }

    /** How the replicas of the service share their plans. */
    interface Plans {
        /** Where plans are kept: {@code memory} is for a service of one replica, which forgets them when it ends. */
        @WithDefault("kafka")
        Mode mode();

        /** Compacted topic of plans, history and what was learnt; made if it is missing. */
        @WithDefault("headroom.plans")
        String topic();

        /** Consumer group whose member with partition 0 plans for all. */
        @WithDefault("headroom-planners")
        String group();

        /** Where plans are kept. */
        enum Mode {
            KAFKA,
            MEMORY
        }
    }

    /** Where decisions are written down, to be made again by {@code headroom explain}. */
    interface Decisions {
        /** The file; when absent, none are written. */
        Optional<String> file();

        /** Size in bytes beyond which the file is put aside: some eight thousand decisions. */
        @WithDefault("67108864")
        long maxBytes();

        /** Files that were put aside and are kept: with the one that is written, 320 MiB. */
        @WithDefault("4")
        int kept();

        /** A workload's decision is written at least so often, though nothing changed: enough to see what a quiet hour was like. */
        @WithDefault("PT10M")
        Duration every();
    }

    /** How the gRPC port is spoken to; its number is Quarkus' {@code quarkus.grpc.server.port}. */
    interface Grpc {
        /**
         * After which a connection is asked to end, a tenth earlier or later: KEDA finds new replicas and a new certificate only with a
         * new connection. {@code PT0S} for never.
         */
        @WithDefault("PT5M")
        Duration maxConnectionAge();

        /** How long calls may go on after that: all are answered within milliseconds, push streams are ended by the service. */
        @WithDefault("PT30S")
        Duration maxConnectionAgeGrace();

        /** Size of a request in bytes: KEDA sends a few hundred. */
        @WithDefault("65536")
        int maxRequestBytes();

        /** Connections of all callers: KEDA holds one, and one more while that is renewed. */
        @WithDefault("256")
        int maxConnections();

        /** Connections of one address. */
        @WithDefault("64")
        int maxConnectionsPerAddress();

        /** Open calls of all callers: two push streams for each of 2,500 ScaledObjects. */
        @WithDefault("5000")
        int maxCalls();

        /** Open calls of one connection: KEDA sends all of its calls through one, so two push streams for each of 900 ScaledObjects. */
        @WithDefault("2000")
        int maxCallsPerConnection();

        /** Time in which a whole request must come after its call began. */
        @WithDefault("PT10S")
        Duration requestWithin();

        /** Time in which a new connection must speak HTTP/2, and TLS where that is on. */
        @WithDefault("PT10S")
        Duration handshakeWithin();

        /** Time without a call after which a connection is asked to end; the caller opens another one. */
        @WithDefault("PT10M")
        Duration idleAfter();
    }

    /** TLS on the gRPC port: with a certificate and its key. */
    interface Tls {
        /** PEM file: the certificate, then those between it and its authority. */
        Optional<Path> certificate();

        /** PEM file: the certificate's key, PKCS#8. */
        Optional<Path> key();

        /** PEM file: authorities of clients; when set, only clients with a certificate of one of them are served. */
        Optional<Path> clientCa();

        /** How often the files are looked at: a renewed certificate comes weeks before the old one ends, a changed authority may not. */
        @WithDefault("PT30S")
        Duration reloadPeriod();
    }

    /** What time it is; the defaults are the system's clock. */
    interface Clock {
        /** Seconds that pass per real second until {@link #joinsRealTimeAt}. For replays and demonstrations. */
        @WithDefault("1")
        double speed();

        /** When a faster clock meets the real one; from then on it is the real one. */
        Optional<Instant> joinsRealTimeAt();
    }
}
