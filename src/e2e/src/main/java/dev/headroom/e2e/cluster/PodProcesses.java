// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SleepAction;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs the containers of Headroom's and the Collector's pods, as processes at the pods' addresses: each starts when its pod has an
 * address, and is asked to end when its pod is. A process that was killed is not started again, unless a scenario does it.
 */
public final class PodProcesses implements AutoCloseable {
    private final Map<String, Running> running = new TreeMap<>();
    /** To end; one that does not is killed with the run. */
    private final List<Daemon> asked = new ArrayList<>();

    private final PodProgram programs;
    private final ServiceNames names;
    private final KubernetesClient client;
    private final Workplace place;
    private final SharedIndexInformer<Pod> pods;
    private boolean closed;

    /**
     * A process of a pod.
     *
     * @param pod as it was when the process was started
     * @param daemon the process
     */
    public record Running(Pod pod, Daemon daemon) {
        /** Address of the pod. */
        public String address() {
            return pod.getStatus().getPodIP();
        }

        /** Name of the Service that selects the pod. */
        String service() {
            return app() + "." + pod.getMetadata().getNamespace() + ".svc.cluster.local";
        }

        String app() {
            return pod.getMetadata().getLabels().getOrDefault(APP, "");
        }
    }

    private static final List<String> READY_DELAYS =
            List.of("pod-ready.stage.kwok.x-k8s.io/delay", "pod-ready.stage.kwok.x-k8s.io/jitter-delay");
    private static final Duration KUBELET = Duration.ofSeconds(60);
    private static final Duration READY = Duration.ofMinutes(3);
    private static final String APP = "app.kubernetes.io/name";

    PodProcesses(
            Workplace place,
            ClusterCredentials credentials,
            KubernetesClient client,
            ServiceNames names,
            ContainerImages images,
            String bootstrapServers) {
        this.programs = new PodProgram(place, credentials, client, names, images, bootstrapServers);
        this.names = names;
        this.client = client;
        this.place = place;
        this.pods = client.pods().inNamespace("headroom").inform(new PodFollower(this::follow, this::end));
    }

    /** The running processes of an app, by the names of their pods. */
    public synchronized List<Running> of(String app) {
        return running.values().stream().filter(one -> one.app().equals(app)).toList();
    }

    /** Throws where the process of a pod has ended. */
    synchronized void check(Pod pod) {
        Optional.ofNullable(running.get(pod.getMetadata().getName()))
                .ifPresent(one -> one.daemon().check());
    }

    /** Brings changed Secrets into the pods that mount them, which the kubelet does within a minute. */
    public synchronized void renewSecrets() {
        running.values().forEach(one -> programs.renewSecrets(one.pod()));
    }

    @Override
    public synchronized void close() {
        // An event that is on its way must start no process that nobody would end.
        closed = true;
        pods.close();
        running.values().forEach(one -> one.daemon().close());
        asked.forEach(Daemon::close);
        running.clear();
    }

    private synchronized void follow(Pod pod) {
        if (closed) {
            return;
        }
        String name = pod.getMetadata().getName();
        boolean wanted = pod.getMetadata().getDeletionTimestamp() == null
                && Optional.ofNullable(pod.getStatus().getPodIP()).isPresent();
        if (!wanted) {
            end(pod);
        } else if (!running.containsKey(name)) {
            programs.of(pod).ifPresent(daemon -> {
                Running started = new Running(pod, daemon.start());
                running.put(name, started);
                PodPorts.show(client, pod);
                Thread probing = new Thread(() -> nameWhenReady(started), "probe " + name);
                probing.setDaemon(true);
                probing.start();
                if ("Never".equals(pod.getSpec().getRestartPolicy())) {
                    var unused = daemon.exitCode().thenAccept(exit -> complete(pod, daemon, exit));
                }
            });
        }
    }

    /** A pod is Ready, and a Service sends callers to it, when its probe is good; kwok does not ask, so this does. */
    private void nameWhenReady(Running started) {
        ReadinessProbe probe = new ReadinessProbe(started.pod());
        Patience.until(
                started.daemon().name() + " is ready",
                READY,
                () -> !started.daemon().alive() || probe.isGood());
        synchronized (this) {
            // It may have been asked to end meanwhile.
            if (started.equals(running.get(started.pod().getMetadata().getName()))) {
                client.pods().resource(started.pod()).edit(PodProcesses::readyNow);
                names.add(started.service(), started.address());
            }
        }
    }

    /** Ends the wait of kwok, which looks at a pod again when that changes. */
    private static Pod readyNow(Pod pod) {
        Map<String, String> annotations = new HashMap<>(
                Optional.ofNullable(pod.getMetadata().getAnnotations()).orElse(Map.of()));
        READY_DELAYS.forEach(delay -> annotations.computeIfPresent(delay, (name, time) -> "0s"));
        pod.getMetadata().setAnnotations(annotations);
        return pod;
    }

    /** The kubelet would say how a container ended; kwok cannot know, and calls each one running first. */
    private void complete(Pod pod, Daemon daemon, int exit) {
        PodLogs.show(place, client, pod, daemon);
        String phase = exit == 0 ? "Succeeded" : "Failed";
        var there = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
        Patience.until("the played kubelet has started " + daemon.name(), KUBELET, () -> {
            Pod present = there.get();
            return present == null || "Running".equals(present.getStatus().getPhase());
        });
        if (there.get() != null) {
            there.editStatus(ended -> {
                ended.getStatus().setPhase(phase);
                return ended;
            });
        }
    }

    private static void askToEnd(Daemon daemon) {
        if (daemon.alive()) {
            daemon.handle().destroy();
        }
    }

    /** The kubelet sleeps so long before it asks a container to end. */
    private static long preStopSeconds(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getContainers().get(0).getLifecycle())
                .map(Lifecycle::getPreStop)
                .map(LifecycleHandler::getSleep)
                .map(SleepAction::getSeconds)
                .orElse(0L);
    }

    private synchronized void end(Pod pod) {
        Running ending = running.remove(pod.getMetadata().getName());
        if (ending != null) {
            names.remove(ending.service(), ending.address());
            asked.add(ending.daemon());
            CompletableFuture.delayedExecutor(preStopSeconds(pod), TimeUnit.SECONDS)
                    .execute(() -> askToEnd(ending.daemon()));
        }
    }
}
