// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the parts of one cluster listen: all on one address of the loopback interface. So several clusters can be on one machine.
 *
 * @param number of the cluster; 1 or more
 */
record Addresses(int number) {
    static final int API_SERVER_PORT = 26443;
    static final int CONTROLLERS_PORT = 26257;
    static final int SCHEDULER_PORT = 26259;
    static final int KWOK_PORT = 26247;
    static final int KEDA_METRICS_PORT = 28080;
    static final int KEDA_HEALTH_PORT = 28081;
    static final int KEDA_ADAPTER_PORT = 26444;
    static final int KEDA_OPERATOR_PORT = 29666;
    /** The broker in the shipped files. */
    static final String SHIPPED_KAFKA = "kafka-bootstrap.kafka.svc.cluster.local:9092";
    /** The name that the API server finds KEDA's metrics adapter by. */
    static final String KEDA_ADAPTER_NAME = "keda-adapter.e2e";

    static final String SERVICES = "127.96.0.0/16";

    private static final int ETCD_PORT = 23790;
    private static final int ETCD_PEER_PORT = 23800;
    private static final int FIRST_HOST = 10;
    private static final int FIRST_PODS = 64;
    private static final int FIRST_FREE_PORT = 28_100;
    private static final int FREE_PORTS = 10;
    /** Karpenter has two, and KEDA's adapter one. */
    private static final int PORTS_OF_ALL_ADDRESSES = 3;

    /** Of all parts but pods. */
    String host() {
        return "127.0.0." + (FIRST_HOST + number);
    }

    /** Addresses of pods, which are this machine's own. */
    String pods() {
        return "127." + (FIRST_PODS + number) + ".0.1/16";
    }

    String etcd() {
        return "http://" + host() + ":" + ETCD_PORT;
    }

    String etcdPeer() {
        return "http://" + host() + ":" + ETCD_PEER_PORT;
    }

    String apiServer() {
        return "https://" + host() + ":" + API_SERVER_PORT;
    }

    /** A port for a program that can listen on all addresses only; the count is below 10. */
    int portOfAllAddresses(int count) {
        return FIRST_FREE_PORT + FREE_PORTS * number + count;
    }

    /** Where its parts will listen; of pods nothing, for their addresses are not known yet. */
    List<InetSocketAddress> listeners() {
        return Stream.concat(
                        IntStream.of(
                                        ETCD_PORT,
                                        ETCD_PEER_PORT,
                                        API_SERVER_PORT,
                                        CONTROLLERS_PORT,
                                        SCHEDULER_PORT,
                                        KWOK_PORT,
                                        KEDA_METRICS_PORT,
                                        KEDA_HEALTH_PORT,
                                        KEDA_ADAPTER_PORT,
                                        KEDA_OPERATOR_PORT)
                                .mapToObj(port -> new InetSocketAddress(host(), port)),
                        IntStream.range(0, PORTS_OF_ALL_ADDRESSES)
                                .mapToObj(count -> new InetSocketAddress(portOfAllAddresses(count))))
                .toList();
    }
}
