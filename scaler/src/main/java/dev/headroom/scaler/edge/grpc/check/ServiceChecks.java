// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at health and metrics of all replicas: readiness, the topic of plans, the leader, policies. */
final class ServiceChecks {
    private static final String CALLS = "headroom_calls_total";

    private final Place place;
    private final ReplicaPages pages;

    ServiceChecks(Place place) {
        this.place = place;
        this.pages = new ReplicaPages(place.httpPort());
    }

    /** A policy and whether it is in force as it is written. */
    record Policy(String namespace, String name, boolean valid) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** All findings about replicas at these addresses. */
    List<InstallationFinding> of(List<InetAddress> replicas) {
        List<InstallationFinding> findings = new ArrayList<>();
        if (replicas.size() < place.replicas()) {
            findings.add(InstallationFinding.failed("The name " + place.host() + " has " + replicas.size() + " of "
                    + place.replicas() + " addresses, so some replicas are not Ready: look at their pods."));
        }
        Map<InetAddress, Meters> meters = new LinkedHashMap<>();
        for (InetAddress replica : replicas) {
            List<String> faults = pages.faultsOf(replica);
            faults.forEach(fault -> findings.add(
                    InstallationFinding.failed("Replica " + text(replica) + " is not healthy: " + fault + ".")));
            if (faults.isEmpty()) {
                findings.add(InstallationFinding.ok("Replica " + text(replica) + " is healthy."));
                meters.put(replica, pages.metersOf(replica));
            }
        }
        if (!meters.isEmpty()) {
            sharedPlans(meters, findings);
            policies(policiesIn(List.copyOf(meters.values())), findings);
        }
        return findings;
    }

    /** The policies that the replicas know. A policy is valid if every replica says so. */
    List<Policy> policiesOf(List<InetAddress> replicas) {
        return policiesIn(replicas.stream().map(pages::metersOf).toList());
    }

    /** Calls that the replicas have counted since they started, from any client. */
    double callsAt(List<InetAddress> replicas) {
        return replicas.stream()
                .mapToDouble(replica -> pages.metersOf(replica).sum(CALLS))
                .sum();
    }

    private static void sharedPlans(Map<InetAddress, Meters> meters, List<InstallationFinding> findings) {
        List<InstallationFinding> unreachable = new ArrayList<>();
        meters.forEach((replica, its) -> {
            if (its.named("headroom_plans_topic_reachable").stream().anyMatch(series -> series.value() == 0)) {
                unreachable.add(InstallationFinding.failed(
                        "Replica " + text(replica) + " does not reach the topic of plans: its log holds the cause."));
            }
        });
        findings.addAll(unreachable);
        boolean shared = meters.values().stream()
                .anyMatch(its -> !its.named("headroom_plans_owner").isEmpty());
        if (!shared) {
            return;
        }
        long leaders = Math.round(meters.values().stream()
                .mapToDouble(its -> its.sum("headroom_plans_owner"))
                .sum());
        if (leaders == 1 && unreachable.isEmpty()) {
            findings.add(InstallationFinding.ok("The topic of plans is reachable, and one replica plans."));
        } else if (leaders != 1) {
            findings.add(InstallationFinding.failed(
                    leaders + " replicas plan, must be one: look for 'plans duty=' in their logs."));
        }
    }

    private static void policies(List<Policy> policies, List<InstallationFinding> findings) {
        policies.stream()
                .filter(policy -> !policy.valid())
                .forEach(policy -> findings.add(InstallationFinding.failed("Policy " + policy
                        + " is not valid: an Event of its ConfigMap names the key, the value and the rule.")));
        if (policies.isEmpty()) {
            findings.add(InstallationFinding.note("No policy exists yet, so there is nothing to plan."));
        } else if (policies.stream().allMatch(Policy::valid)) {
            findings.add(InstallationFinding.ok(
                    policies.size() == 1
                            ? "The only policy is valid."
                            : "All " + policies.size() + " policies are valid."));
        }
    }

    private static List<Policy> policiesIn(List<Meters> meters) {
        Map<String, Policy> policies = new TreeMap<>();
        for (Meters its : meters) {
            for (Meters.Series series : its.named("headroom_policy_valid")) {
                Policy policy = new Policy(series.label("namespace"), series.label("policy"), series.value() == 1);
                policies.merge(policy.toString(), policy, (one, other) -> one.valid() ? other : one);
            }
        }
        return List.copyOf(policies.values());
    }

    /** An address without the name that it was found by. */
    static String text(InetAddress replica) {
        return replica.getHostAddress();
    }
}
