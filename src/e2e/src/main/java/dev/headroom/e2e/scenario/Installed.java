// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.Helm;
import dev.headroom.e2e.cluster.Patience;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Headroom as its chart installs it. */
public final class Installed {
    private static final String APP = "headroom";
    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration ROLLOUT = Duration.ofMinutes(4);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int HTTP_PORT = 8080;
    private static final List<String> VALUES = List.of(
            "replicaCount=2",
            // For the scenario with a gateway; a topic without records costs nothing.
            "kafka.topics.accessLogs={llm.accesslog}");

    private final ClusterAccess cluster;
    private final Helm helm;
    private final HttpClient http = HttpClient.newHttpClient();

    private Installed(ClusterAccess cluster) {
        this.cluster = cluster;
        this.helm = cluster.helm();
    }

    /** Installs nothing yet. */
    public static Installed notYet(ClusterAccess cluster) {
        return new Installed(cluster);
    }

    /** Installs two replicas, or the count that a value in the form of {@code --set} says; returns when all are ready. */
    public static Installed onto(ClusterAccess cluster, List<String> values) throws Exception {
        Installed installed = new Installed(cluster);
        // Helm refuses two changes of one release at a time, and lanes share a cluster.
        synchronized (cluster) {
            installed.apply(values);
            installed.awaitRollout();
        }
        return installed;
    }

    /** Installs or upgrades. */
    public void apply(List<String> values) {
        List<String> all = new ArrayList<>(VALUES);
        all.addAll(cluster.values());
        all.addAll(values);
        helm.install(all);
    }

    public Helm helm() {
        return helm;
    }

    /** Its pods that have an address and are not asked to end, by name. */
    public List<Pod> replicas() {
        return cluster
                .client()
                .pods()
                .inNamespace(APP)
                .withLabel("app.kubernetes.io/name", APP)
                .list()
                .getItems()
                .stream()
                .filter(pod ->
                        pod.getStatus().getPodIP() != null && pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** Where this machine finds the pages of a replica. */
    public String url(Pod replica) {
        InetSocketAddress address = cluster.reach(replica, HTTP_PORT);
        return "http://" + address.getHostString() + ":" + address.getPort();
    }

    /** Waits until all pods are of the newest revision, and their processes say that they are ready. */
    public void awaitRollout() {
        Patience.until("the newest revision of Headroom is rolled out", ROLLOUT, () -> {
            Deployment deployment = deployment();
            DeploymentStatus status = deployment.getStatus();
            Integer replicas = deployment.getSpec().getReplicas();
            return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
                    && replicas.equals(status.getUpdatedReplicas())
                    && replicas.equals(status.getReadyReplicas())
                    && replicas.equals(status.getReplicas());
        });
        // Not two: a value of the chart may say another count.
        awaitReady(deployment().getSpec().getReplicas());
    }

    private Deployment deployment() {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(APP)
                .withName(APP)
                .require();
    }

    /** Waits until so many replicas run, and all of them say that they are ready. */
    public void awaitReady(int count) {
        Patience.until(
                count + " replicas of Headroom are ready",
                START,
                () -> replicas().size() == count && replicas().stream().allMatch(this::ready));
    }

    /** What a replica answers to a GET. */
    public String get(Pod replica, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(replica) + path))
                .timeout(ANSWER)
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** A meter of a replica, summed over its labels. */
    public double meter(Pod replica, String name) throws IOException, InterruptedException {
        return get(replica, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** A meter of a replica about one workload; NaN where there is none. */
    public double meterOf(Pod replica, String name, String workload, String label)
            throws IOException, InterruptedException {
        return get(replica, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(workload + "\"") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private boolean ready(Pod replica) {
        try {
            return get(replica, "/q/health/ready").contains("UP");
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
