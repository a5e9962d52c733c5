// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.KnownPod;
import dev.headroom.scaler.cycle.PodRegister;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.edge.kubernetes.PodEntry.Stage;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.attribute.Pods;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Existing pods, and those that left recently. Telemetry of a pod may be read after it has gone, and its address may be another's by then.
 * Watches write, one at a time; any thread may ask.
 */
final class PodDirectory implements Pods, RunningReplicas, PodRegister {
    /** A bound on the cost of a cluster that makes pods by the thousand; some 20 MiB. */
    static final int MOST_DEPARTED = 20_000;

    /** Of one target, in the topic that the replicas of the service share: some 100 kB at most. */
    static final int MOST_SHARED = 1_000;

    private final InstantSource clock;
    private final Duration departedKept;
    private final Predicate<String> watches;
    private final Map<SlimStore.Name, PodEntry> present = new HashMap<>();
    private final Map<ScaleTarget, Map<String, PodEntry>> byTarget = new HashMap<>();
    private final Map<String, PodEntry> pending = new HashMap<>();
    private final Set<ScaleTarget> groupsSeen = new HashSet<>();
    private final Tenancies<String, Tenant> uids = new Tenancies<>();
    private final Tenancies<SlimStore.Name, Tenant> names = new Tenancies<>();
    private final Tenancies<String, Tenant> addresses = new Tenancies<>();

    /**
     * Begins empty.
     *
     * @param clock says when a change is seen
     * @param departedKept how long a pod is remembered after it left
     * @param watches whether all pods of a namespace are known
     */
    PodDirectory(InstantSource clock, Duration departedKept, Predicate<String> watches) {
        this.clock = clock;
        this.departedKept = departedKept;
        this.watches = watches;
    }

    /** Shows a pod as a replica. */
    interface Shown {
        /** The replica that a pod is, or leads. */
        Replica replica(PodEntry pod);
    }

    /** A pod as others see it, and its unique uid. */
    private record Tenant(String uid, Pod pod) {
        static Tenant of(PodEntry entry) {
            return new Tenant(
                    entry.uid(),
                    new Pod(entry.name().namespace(), Optional.ofNullable(entry.target()), entry.replica()));
        }
    }

    @Override
    public Optional<Pod> find(PodReference reference, Optional<String> namespace, Instant when) {
        Optional<Tenant> byUid = reference.uid().flatMap(uids::last);
        if (byUid.isPresent()) {
            return byUid.map(Tenant::pod);
        }
        return namespace
                .flatMap(space -> reference.name().flatMap(name -> names.at(new SlimStore.Name(space, name), when)))
                .or(() -> reference.ip().flatMap(ip -> addresses.at(ip, when)))
                .map(Tenant::pod);
    }

    @Override
    public synchronized Optional<Running> of(ScaleTarget target) {
        if (!watches.test(target.namespace())) {
            return Optional.empty();
        }
        Set<String> ready = new HashSet<>();
        Set<String> all = new HashSet<>();
        byTarget.getOrDefault(target, Map.of()).values().forEach(pod -> {
            if (pod.stage() != Stage.LEAVING) {
                all.add(pod.replica());
            }
            if (pod.stage() == Stage.READY && pod.leads()) {
                ready.add(pod.replica());
            }
        });
        return Optional.of(new Running(ready.size(), all.size() - ready.size()));
    }

    /** The target's replicas, each as its pod, its leader's in a group, shows it; empty where not all pods are known. */
    synchronized Optional<List<Replica>> replicasOf(ScaleTarget target, Shown nodes) {
        if (!watches.test(target.namespace())) {
            return Optional.empty();
        }
        Map<String, PodEntry> shown = new HashMap<>();
        byTarget.getOrDefault(target, Map.of()).values().stream()
                .filter(pod -> pod.stage() != Stage.LEAVING)
                .forEach(pod -> shown.merge(pod.replica(), pod, PodDirectory::shownBy));
        return Optional.of(shown.values().stream()
                .map(nodes::replica)
                .sorted(Comparator.comparing(Replica::created).thenComparing(Replica::name))
                .toList());
    }

    /** Most accelerators of a node that one of the target's pods runs on; empty where none can be seen. */
    synchronized OptionalInt devicesPerNode(ScaleTarget target, NodeDirectory nodes) {
        return byTarget.getOrDefault(target, Map.of()).values().stream()
                .flatMap(pod -> Optional.ofNullable(pod.node()).stream())
                .mapToInt(node -> nodes.known(node).devices().values().stream()
                        .mapToInt(count -> count)
                        .sum())
                .filter(count -> count > 0)
                .max();
    }

    /** Those that wait for a node. */
    synchronized List<PodEntry> pending() {
        return List.copyOf(pending.values());
    }

    /** The pod that a replica is, or is led by, as people know it; the replica's own name where it has gone. */
    synchronized String podOf(ScaleTarget target, String replica) {
        return byTarget.getOrDefault(target, Map.of()).values().stream()
                .filter(pod -> pod.leads() && pod.replica().equals(replica))
                .map(pod -> pod.name().name())
                .findFirst()
                .orElse(replica);
    }

    /** The leader; without one, the oldest of the group. */
    private static PodEntry shownBy(PodEntry one, PodEntry other) {
        if (one.leads() != other.leads()) {
            return one.leads() ? one : other;
        }
        return one.created().isAfter(other.created()) ? other : one;
    }

    /** Groups of a LeaderWorkerSet; empty for a set without any pod so far: it may not exist. */
    synchronized OptionalInt groupsOf(ScaleTarget target) {
        return groupsSeen.contains(target)
                ? of(target)
                        .map(running -> OptionalInt.of(running.ready() + running.starting()))
                        .orElse(OptionalInt.empty())
                : OptionalInt.empty();
    }

    /** A pod came, changed, or is still there. */
    synchronized void put(PodEntry seen) {
        Instant now = clock.instant();
        PodEntry entry = datedReady(seen, now);
        Tenant tenant = Tenant.of(entry);
        PodEntry before = present.put(entry.name(), entry);
        boolean changed = before != null && !Tenant.of(before).equals(tenant);
        List<String> had = before == null || changed ? List.of() : before.ips();
        if (before != null && changed) {
            depart(before, now);
        }
        boolean relabelled = changed && before != null && before.uid().equals(entry.uid());
        uids.begin(entry.uid(), tenant, entry.created());
        names.begin(entry.name(), tenant, relabelled ? now : entry.created());
        had.stream().filter(ip -> !entry.ips().contains(ip)).forEach(ip -> addresses.end(ip, tenant, now));
        // It may have had its first address since it started; a pod that takes another's place did not have it before.
        Instant since = had.isEmpty() && !relabelled ? entry.started() : now;
        entry.ips().forEach(ip -> addresses.begin(ip, tenant, since));
        count(entry);
        if (entry.node() == null && entry.stage() == Stage.STARTING) {
            pending.put(entry.uid(), entry);
        } else {
            pending.remove(entry.uid());
        }
        forget(now);
    }

    /** A pod is there no more. */
    synchronized void remove(SlimStore.Name name) {
        PodEntry gone = present.remove(name);
        if (gone != null) {
            depart(gone, clock.instant());
        }
        forget(clock.instant());
    }

    @Override
    public synchronized Map<ScaleTarget, List<KnownPod>> known() {
        Instant horizon = clock.instant().minus(departedKept);
        Map<ScaleTarget, Map<String, KnownPod>> all = new HashMap<>();
        names.past().forEach(past -> {
            Pod pod = past.tenant().pod();
            if (pod.target().isPresent() && !past.until().isBefore(horizon)) {
                all.computeIfAbsent(pod.target().get(), first -> new HashMap<>())
                        .put(past.tenant().uid(), knownPod(past));
            }
        });
        byTarget.forEach((target, pods) -> pods.values()
                .forEach(pod ->
                        all.computeIfAbsent(target, first -> new HashMap<>()).put(pod.uid(), knownPod(pod))));
        Map<ScaleTarget, List<KnownPod>> newest = new HashMap<>();
        all.forEach((target, pods) -> newest.put(target, newestOf(pods.values())));
        return newest;
    }

    private static List<KnownPod> newestOf(Collection<KnownPod> pods) {
        return pods.stream()
                .sorted(Comparator.comparing(KnownPod::created).thenComparing(KnownPod::uid))
                .skip(Math.max(0, pods.size() - MOST_SHARED))
                .toList();
    }

    private static KnownPod knownPod(PodEntry pod) {
        return new KnownPod(pod.uid(), pod.name().name(), pod.replica(), pod.created(), Optional.empty());
    }

    private static KnownPod knownPod(Tenancies.Past<SlimStore.Name, Tenant> past) {
        return new KnownPod(
                past.tenant().uid(),
                past.key().name(),
                past.tenant().pod().replica(),
                past.from(),
                Optional.of(past.until()));
    }

    @Override
    public synchronized void learn(ScaleTarget target, List<KnownPod> pods) {
        Instant now = clock.instant();
        pods.stream()
                .filter(pod -> uids.last(pod.uid()).isEmpty())
                .sorted(Comparator.comparing(pod -> pod.gone().orElse(now)))
                .forEach(pod -> learn(target, pod, pod.gone().orElse(now)));
        forget(now);
    }

    private void learn(ScaleTarget target, KnownPod pod, Instant gone) {
        Tenant tenant = new Tenant(pod.uid(), new Pod(target.namespace(), Optional.of(target), pod.replica()));
        SlimStore.Name name = new SlimStore.Name(target.namespace(), pod.name());
        uids.begin(pod.uid(), tenant, pod.created());
        uids.end(pod.uid(), tenant, gone);
        names.begin(name, tenant, pod.created());
        names.end(name, tenant, gone);
    }

    /** Where it is not said since when a pod is Ready, it is so since that was first seen. */
    private PodEntry datedReady(PodEntry seen, Instant now) {
        if (seen.stage() != Stage.READY || seen.ready().isPresent()) {
            return seen;
        }
        PodEntry before = present.get(seen.name());
        Optional<Instant> known =
                before == null || !before.uid().equals(seen.uid()) ? Optional.empty() : before.ready();
        return seen.readySince(known.orElse(now));
    }

    private void count(PodEntry entry) {
        ScaleTarget target = entry.target();
        if (target != null) {
            byTarget.computeIfAbsent(target, absent -> new HashMap<>()).put(entry.uid(), entry);
            if (target.kind().equals(ScaleTarget.LEADER_WORKER_SET)) {
                groupsSeen.add(target);
            }
        }
    }

    private void depart(PodEntry entry, Instant now) {
        pending.remove(entry.uid());
        Tenant tenant = Tenant.of(entry);
        uids.end(entry.uid(), tenant, now);
        names.end(entry.name(), tenant, now);
        entry.ips().forEach(ip -> addresses.end(ip, tenant, now));
        ScaleTarget target = entry.target();
        if (target != null) {
            Map<String, PodEntry> others = byTarget.getOrDefault(target, new HashMap<>());
            others.remove(entry.uid());
            if (others.isEmpty()) {
                byTarget.remove(target);
            }
        }
    }

    private void forget(Instant now) {
        Instant horizon = now.minus(departedKept);
        uids.forget(horizon, MOST_DEPARTED);
        names.forget(horizon, MOST_DEPARTED);
        addresses.forget(horizon, MOST_DEPARTED);
    }
}
