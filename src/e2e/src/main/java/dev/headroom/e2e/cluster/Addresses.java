// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

/** Where the parts of the cluster listen. Pods have addresses of {@link #PODS}, which are this machine's own. */
final class Addresses {
    static final String LOOPBACK = "127.0.0.1";
    static final String ETCD = "http://127.0.0.1:23790";
    static final String ETCD_PEER = "http://127.0.0.1:23800";
    static final int API_SERVER_PORT = 26443;
    static final String API_SERVER = "https://" + LOOPBACK + ":" + API_SERVER_PORT;
    static final int CONTROLLERS_PORT = 26257;
    static final int SCHEDULER_PORT = 26259;
    static final int KWOK_PORT = 26247;
    static final int KEDA_ADAPTER_PORT = 6444;
    static final String KEDA_OPERATOR = "127.0.0.1:9666";
    /** The name of the broker in the shipped files, and where it is. */
    static final String KAFKA_NAME = "kafka-bootstrap.kafka.svc.cluster.local";

    static final int KAFKA_PORT = 9092;
    static final String PODS = "127.64.0.1/16";
    static final String SERVICES = "127.96.0.0/16";

    private Addresses() {}
}
