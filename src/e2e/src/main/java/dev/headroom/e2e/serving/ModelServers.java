// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import dev.headroom.e2e.cluster.PodFollower;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The model servers of a workload: one at the address of each of its pods, from the pod's address on until its deletion. Safe for use
 * by several threads.
 */
public final class ModelServers implements AutoCloseable {
    private final ModelServer.Starter starter;
    private final Map<String, Served> servers = new HashMap<>();
    private final SharedIndexInformer<Pod> pods;

    /**
     * A pod that takes requests.
     *
     * @param uid of the pod
     * @param address where it listens, port 8000
     */
    public record Endpoint(String uid, String address) {}

    private record Served(Pod pod, ModelServer server) {
        Endpoint endpoint() {
            return new Endpoint(pod.getMetadata().getUid(), pod.getStatus().getPodIP());
        }
    }

    /** Follows the pods of an app in a namespace. */
    public ModelServers(KubernetesClient client, String namespace, String app, ModelServer.Starter starter) {
        this(client, namespace, "app.kubernetes.io/name", app, starter);
    }

    /** Follows the pods of a namespace that have a label with a value. */
    public ModelServers(
            KubernetesClient client, String namespace, String label, String value, ModelServer.Starter starter) {
        this.starter = starter;
        this.pods = client.pods()
                .inNamespace(namespace)
                .withLabel(label, value)
                .inform(new PodFollower(this::follow, this::end));
    }

    /** The pods that are Ready and whose server is, too. */
    public synchronized List<Endpoint> ready() {
        return servers.values().stream()
                .filter(one -> Readiness.isPodReady(one.pod()) && one.server().ready())
                .map(Served::endpoint)
                .toList();
    }

    @Override
    public synchronized void close() {
        pods.close();
        servers.values().forEach(one -> one.server().close());
        servers.clear();
    }

    private synchronized void follow(Pod pod) {
        String uid = pod.getMetadata().getUid();
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            end(pod);
        } else if (pod.getStatus().getPodIP() != null) {
            Served known = servers.get(uid);
            servers.put(uid, new Served(pod, known == null ? starter.start(pod) : known.server()));
        }
    }

    private synchronized void end(Pod pod) {
        Served ended = servers.remove(pod.getMetadata().getUid());
        if (ended != null) {
            ended.server().close();
        }
    }
}
