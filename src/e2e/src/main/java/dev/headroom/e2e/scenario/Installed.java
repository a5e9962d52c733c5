// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.Helm;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.PodProcesses.Running;
import dev.headroom.e2e.cluster.RealCluster;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.io.IOException;
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
    /**
     * Values of this run alone: pods of the played kubelet are Ready after a time and not by a probe, and give a process time to end.
     */
    private static final List<String> PLAYED = List.of(
            "podAnnotations.pod-ready\\.stage\\.kwok\\.x-k8s\\.io/delay=25s",
            // For the scenario with a gateway; a topic without records costs nothing.
            "kafka.topics.accessLogs={llm.accesslog}",
            "podAnnotations.pod-delete\\.stage\\.kwok\\.x-k8s\\.io/delay=10s");

    private final RealCluster cluster;
    private final Helm helm;
    private final HttpClient http = HttpClient.newHttpClient();

    private Installed(RealCluster cluster) {
        this.cluster = cluster;
        this.helm = new Helm(cluster.place(), cluster.credentials().adminKubeconfig());
    }

    /** Installs nothing yet. */
    public static Installed notYet(RealCluster cluster) {
        return new Installed(cluster);
    }

    /** Installs two replicas with more values in the form of {@code --set}; returns when both are ready. */
    public static Installed onto(RealCluster cluster, List<String> values) throws Exception {
        Installed installed = new Installed(cluster);
        installed.apply(values);
        installed.awaitRollout();
        return installed;
    }

    /** Installs or upgrades. */
    public void apply(List<String> values) {
        List<String> all = new ArrayList<>(PLAYED);
        all.add("replicaCount=2");
        all.addAll(values);
        helm.install(all);
    }

    public Helm helm() {
        return helm;
    }

    /** The processes that run, by name. */
    public List<Running> replicas() {
        return cluster.processes().of(APP);
    }

    /** Waits until all pods are of the newest revision, and their processes say that they are ready. */
    public void awaitRollout() {
        Patience.until("the newest revision of Headroom is rolled out", ROLLOUT, () -> {
            Deployment deployment = cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(APP)
                    .withName(APP)
                    .require();
            DeploymentStatus status = deployment.getStatus();
            Integer replicas = deployment.getSpec().getReplicas();
            return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
                    && replicas.equals(status.getUpdatedReplicas())
                    && replicas.equals(status.getReadyReplicas())
                    && replicas.equals(status.getReplicas());
        });
        awaitReady(2);
    }

    /** Waits until so many replicas run, and all of them say that they are ready. */
    public void awaitReady(int count) {
        Patience.until(
                count + " replicas of Headroom are ready",
                START,
                () -> replicas().size() == count && replicas().stream().allMatch(this::ready));
    }

    /** What a replica answers to a GET. */
    public String get(Running replica, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + replica.address() + ":8080" + path))
                .timeout(ANSWER)
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** A meter of a replica, summed over its labels. */
    public double meter(Running replica, String name) throws IOException, InterruptedException {
        return get(replica, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** A meter of a replica about one workload; NaN where there is none. */
    public double meterOf(Running replica, String name, String workload, String label)
            throws IOException, InterruptedException {
        return get(replica, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(workload + "\"") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private boolean ready(Running replica) {
        replica.daemon().check();
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
