// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

/** What there is to be broken. Faults of one kind share a stage. */
enum StageKind {
    TWO_REPLICAS("two replicas of the service beside one broker", 1, 2, 0),
    SHARED_READING("two processes that share the reading, and a replica that reads their panes", 1, 1, 2),
    /** Producers reach the broker themselves. */
    PROXY("two replicas, and a TCP proxy between them and one broker", 1, 2, 0),
    /** With three copies of each partition. */
    THREE_BROKERS("two replicas beside three brokers", 3, 2, 0),
    SMALL_DISKS("one replica and one broker, each with a small disk", 1, 1, 0),
    /** It has its policy and its pods from there, and its clock runs fast. */
    CLUSTER("one replica beside an API server", 1, 1, 0),
    TLS("one replica whose gRPC port speaks TLS", 1, 1, 0);

    private final String sentence;
    private final int brokers;
    private final int replicas;
    private final int readers;

    StageKind(String sentence, int brokers, int replicas, int readers) {
        this.sentence = sentence;
        this.brokers = brokers;
        this.replicas = replicas;
        this.readers = readers;
    }

    /** What it is. */
    String sentence() {
        return sentence;
    }

    /** Kafka brokers. */
    int brokers() {
        return brokers;
    }

    /** Replicas of the service, which answer. */
    int replicas() {
        return replicas;
    }

    /** Processes that share the reading and write panes; 0 where the service reads telemetry itself. */
    int readers() {
        return readers;
    }
}
