// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.edge.kubernetes.PodEntry.Stage;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from a pod the little that matters here. */
final class PodReader {
    private static final String GROUP_NAME = "leaderworkerset.sigs.k8s.io/name";
    private static final String GROUP_INDEX = "leaderworkerset.sigs.k8s.io/group-index";
    private static final String WORKER_INDEX = "leaderworkerset.sigs.k8s.io/worker-index";
    private static final String LEADER = "0";
    private static final String READY = "Ready";

    /** Labels by which a controller that rolls out by ReplicaSets marks their pods, and its kind: the set's name ends with the hash. */
    private static final Map<String, String> ROLLED_OUT_BY =
            Map.of("pod-template-hash", "Deployment", "rollouts-pod-template-hash", "Rollout");

    /** Owners whose number of pods is nothing that an autoscaler sets. */
    private static final Set<String> NEVER_SCALED = Set.of("Job", "CronJob", "DaemonSet", "Node");

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private PodReader() {}

    static PodEntry read(Pod pod) {
        ObjectMeta meta = pod.getMetadata();
        Optional<PodStatus> status = Optional.ofNullable(pod.getStatus());
        boolean ended = status.map(PodStatus::getPhase).filter(ENDED::contains).isPresent();
        String uid = Optional.ofNullable(meta.getUid()).orElseGet(meta::getName);
        @Nullable ScaleTarget target = targetOf(meta).orElse(null);
        Optional<String> group = groupOf(meta);
        boolean leads =
                group.isEmpty() || LEADER.equals(labelOf(meta, WORKER_INDEX).orElse(LEADER));
        Instant created = instant(meta.getCreationTimestamp()).orElse(Instant.MIN);
        return new PodEntry(
                SlimStore.Name.of(pod),
                uid,
                target,
                group.orElse(uid),
                leads,
                ended || sharesItsNodesAddress(pod) ? List.of() : addressesIn(status),
                pod.getSpec() == null ? null : pod.getSpec().getNodeName(),
                new PodEntry.Course(
                        created,
                        status.map(PodStatus::getStartTime)
                                .flatMap(PodReader::instant)
                                .orElse(created),
                        trueSince(status, "PodScheduled"),
                        runningSince(status),
                        trueSince(status, READY),
                        stageOf(meta, status, ended)),
                target != null && leads && pod.getSpec() != null
                        ? ServerArguments.limitsIn(pod.getSpec())
                        : StatedLimits.UNKNOWN);
    }

    /** The start of the container that started last; a container that started again counts with its newest start. */
    private static Optional<Instant> runningSince(Optional<PodStatus> status) {
        List<ContainerStatus> containers =
                status.map(PodStatus::getContainerStatuses).orElse(List.of());
        List<Instant> starts = containers.stream()
                .flatMap(container -> Stream.ofNullable(container.getState()))
                .flatMap(state -> Stream.ofNullable(state.getRunning()))
                .flatMap(running -> instant(running.getStartedAt()).stream())
                .toList();
        return starts.size() < containers.size()
                ? Optional.empty()
                : starts.stream().max(Comparator.naturalOrder());
    }

    private static Optional<Instant> trueSince(Optional<PodStatus> status, String type) {
        return conditions(status)
                .filter(condition -> saysTrue(condition, type))
                .findFirst()
                .map(PodCondition::getLastTransitionTime)
                .flatMap(PodReader::instant);
    }

    private static Stream<PodCondition> conditions(Optional<PodStatus> status) {
        return status.map(PodStatus::getConditions).stream().flatMap(List::stream);
    }

    private static Optional<String> groupOf(ObjectMeta meta) {
        return labelOf(meta, GROUP_NAME)
                .flatMap(set -> labelOf(meta, GROUP_INDEX).map(index -> PodReference.groupOf(set, index)));
    }

    /** The pods of a LeaderWorkerSet belong to StatefulSets of its making, so its label comes before the owner. */
    private static Optional<ScaleTarget> targetOf(ObjectMeta meta) {
        String namespace = meta.getNamespace();
        return labelOf(meta, GROUP_NAME)
                .map(set -> new ScaleTarget(namespace, ScaleTarget.LEADER_WORKER_SET, set))
                .or(() -> controllerOf(meta).flatMap(owner -> ownerOf(meta, owner)));
    }

    private static Optional<ScaleTarget> ownerOf(ObjectMeta meta, OwnerReference owner) {
        if (NEVER_SCALED.contains(owner.getKind())) {
            return Optional.empty();
        } else if (owner.getKind().equals("ReplicaSet")) {
            for (Map.Entry<String, String> rollout : ROLLED_OUT_BY.entrySet()) {
                Optional<String> ending = labelOf(meta, rollout.getKey()).map(hash -> "-" + hash);
                if (ending.filter(owner.getName()::endsWith).isPresent()) {
                    int end = owner.getName().length() - ending.get().length();
                    return Optional.of(new ScaleTarget(
                            meta.getNamespace(),
                            rollout.getValue(),
                            owner.getName().substring(0, end)));
                }
            }
        }
        return Optional.of(new ScaleTarget(meta.getNamespace(), owner.getKind(), owner.getName()));
    }

    private static Optional<OwnerReference> controllerOf(ObjectMeta meta) {
        return Stream.ofNullable(meta.getOwnerReferences())
                .flatMap(List::stream)
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .filter(owner -> owner.getKind() != null && owner.getName() != null)
                .findFirst();
    }

    private static boolean sharesItsNodesAddress(Pod pod) {
        return pod.getSpec() != null && Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    }

    private static List<String> addressesIn(Optional<PodStatus> status) {
        return Stream.concat(
                        status.map(PodStatus::getPodIP).stream(),
                        status.map(PodStatus::getPodIPs).stream()
                                .flatMap(List::stream)
                                .flatMap(address -> Stream.ofNullable(address).map(PodIP::getIp)))
                .filter(ip -> ip != null && !ip.isBlank())
                .distinct()
                .toList();
    }

    private static Stage stageOf(ObjectMeta meta, Optional<PodStatus> status, boolean ended) {
        if (ended || meta.getDeletionTimestamp() != null) {
            return Stage.LEAVING;
        }
        boolean ready = conditions(status).anyMatch(condition -> saysTrue(condition, READY));
        return ready ? Stage.READY : Stage.STARTING;
    }

    private static boolean saysTrue(PodCondition condition, String type) {
        return type.equals(condition.getType()) && "True".equals(condition.getStatus());
    }

    private static Optional<String> labelOf(ObjectMeta meta, String key) {
        return Optional.ofNullable(meta.getLabels()).map(labels -> labels.get(key));
    }

    static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
