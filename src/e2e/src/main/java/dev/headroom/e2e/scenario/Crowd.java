// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.Applied;
import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.serving.ModelServers;
import dev.headroom.e2e.serving.SimulatedServer;
import dev.headroom.e2e.serving.SpanSender;
import dev.headroom.lab.engine.ShippedEngines;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Many small models that sleep at zero replicas, each with its policy and its ScaledObject. */
final class Crowd implements AutoCloseable {
    static final int SIZE = 300;
    private static final int READY_SECONDS = 1;
    private static final Duration GONE = Duration.ofMinutes(2);
    private static final Duration TAKEN = Duration.ofMinutes(4);
    static final String NAMESPACE = "crowd";

    private final KubernetesClient client;

    private Crowd(KubernetesClient client) {
        this.client = client;
    }

    /** Creates all of them, with so many seconds from the last request to zero, beside the time that Headroom calls them idle. */
    static Crowd created(ClusterAccess cluster, int cooldownSeconds) {
        KubernetesClient client = cluster.client();
        cluster.namespace(NAMESPACE);
        for (int number = 0; number < SIZE; number++) {
            apply(cluster, objects(name(number), cooldownSeconds));
        }
        return new Crowd(client);
    }

    private static void apply(ClusterAccess cluster, String yaml) {
        Applied.objects(cluster.client(), yaml).forEach(object -> {
            if (object instanceof Deployment deployment) {
                cluster.standIn(deployment, READY_SECONDS);
            }
            cluster.client().resource(object).forceConflicts().serverSideApply();
        });
    }

    static String name(int number) {
        return "small-" + number;
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < SIZE; number++) {
            names.add(name(number));
        }
        return names;
    }

    /** Idle servers at the addresses of its pods: only who is scraped can be known to be idle. */
    static ModelServers servers(RealCluster cluster, ScheduledExecutorService timer) {
        SimulatedServer.Kind kind = new SimulatedServer.Kind(
                ShippedEngines.named("h100-llama-8b"), "small", SimulatedServer.Clock.startedNow(), timer);
        HttpClient http = HttpClient.newHttpClient();
        Instant begun = Instant.now();
        return new ModelServers(
                cluster.client(),
                NAMESPACE,
                "app.kubernetes.io/part-of",
                "crowd",
                pod -> new SimulatedServer(
                        kind, pod, new SpanSender(http, () -> Collectors.spansUrl(cluster), pod, begun)));
    }

    /**
     * Waits until KEDA has made an HPA for each, and then opened a stream for each. Its metrics would not tell: its page still shows
     * the values of an earlier crowd.
     */
    void awaitStreams(Installed installed) {
        var hpas = client.autoscaling().v2().horizontalPodAutoscalers().inNamespace(NAMESPACE);
        Patience.until(
                "KEDA has an HPA for each workload",
                TAKEN,
                () -> hpas.list().getItems().size() == SIZE);
        Patience.until("KEDA has a stream for each workload", TAKEN, () -> {
            double streams = 0;
            for (Pod replica : installed.replicas()) {
                streams += installed.meter(replica, "headroom_streams_open");
            }
            return streams >= SIZE;
        });
    }

    @Override
    public void close() {
        var scaledObjects = client.genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(NAMESPACE);
        scaledObjects.delete();
        // KEDA holds each one until it has let go of its target.
        Patience.until(
                "the crowd is gone", GONE, () -> scaledObjects.list().getItems().isEmpty());
        // An HPA that outlives its ScaledObject would be counted as the next crowd's.
        client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(NAMESPACE)
                .delete();
        client.apps().deployments().inNamespace(NAMESPACE).delete();
        client.configMaps().inNamespace(NAMESPACE).delete();
    }

    private static String objects(String name, int cooldownSeconds) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: %1$s, labels: { headroom.dev/kind: slo-policy } , namespace: %2$s }
                data:
                  policy.yaml: |
                    apiVersion: headroom.dev/v1
                    workload: { models: [%1$s], scaleTarget: { kind: Deployment, name: %1$s } }
                    objectives: [{ signal: ttft, percentile: 95, atMost: 2s }]
                    concurrency: { perReplica: 32 }
                    replicas: { min: 0, max: 4 }
                    mode: enforce
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: %1$s, namespace: %2$s }
                spec:
                  replicas: 0
                  selector: { matchLabels: { app.kubernetes.io/name: %1$s } }
                  template:
                    metadata:
                      labels:
                        app.kubernetes.io/name: %1$s
                        app.kubernetes.io/part-of: crowd
                        headroom.dev/metrics-port: http
                    spec:
                      containers:
                        - name: server
                          image: "vllm/vllm-openai:v0.29.0"
                          ports: [{ name: http, containerPort: 8000 }]
                ---
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: { name: %1$s, namespace: %2$s }
                spec:
                  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: %1$s }
                  pollingInterval: 5
                  cooldownPeriod: %3$d
                  initialCooldownPeriod: 0
                  minReplicaCount: 0
                  maxReplicaCount: 4
                  triggers:
                    - type: external-push
                      metricType: AverageValue
                      metadata: { scalerAddress: "headroom.headroom.svc.cluster.local:9090", policy: %1$s }
                """.formatted(name, NAMESPACE, cooldownSeconds);
    }
}
