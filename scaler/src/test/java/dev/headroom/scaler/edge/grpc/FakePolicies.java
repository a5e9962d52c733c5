// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.PolicyPlace;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.ScaleTarget;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Policies held in a map. */
final class FakePolicies implements SloSource {
    private final Map<DocumentName, PolicyStatus> statuses = new TreeMap<>();
    private boolean loaded = true;
    private PolicyPlace place = PolicyPlace.CONFIG_MAPS;

    FakePolicies with(String namespace, String name, String model) {
        DocumentName documentName = new DocumentName(namespace, name);
        SloPolicy policy = new SloPolicy(
                documentName,
                new SloPolicy.WorkloadSelector(
                        Set.of(model), Optional.of(new ScaleTarget(namespace, "Deployment", name))),
                List.of(),
                OptionalInt.of(64),
                Optional.empty(),
                new ReplicaLimits(0, 10, ReplicaLimits.WhenDark.FALLBACK),
                new SloPolicy.Terms(Posture.BALANCED, Optional.empty(), Mode.ENFORCE));
        statuses.put(documentName, new PolicyStatus(documentName, Optional.of(policy), Optional.empty()));
        return this;
    }

    FakePolicies withFaulty(String namespace, String name, String fault) {
        DocumentName documentName = new DocumentName(namespace, name);
        statuses.put(documentName, new PolicyStatus(documentName, Optional.empty(), Optional.of(fault)));
        return this;
    }

    FakePolicies withUnread(String namespace, String name, String fault) {
        DocumentName documentName = new DocumentName(namespace, name);
        statuses.put(documentName, new PolicyStatus(documentName, Optional.empty(), Optional.of(fault), true));
        return this;
    }

    FakePolicies inFiles() {
        place = PolicyPlace.FILES;
        return this;
    }

    FakePolicies notLoaded() {
        loaded = false;
        return this;
    }

    @Override
    public Collection<PolicyStatus> all() {
        return List.copyOf(statuses.values());
    }

    @Override
    public Optional<PolicyStatus> findPolicy(DocumentName name) {
        return Optional.ofNullable(statuses.get(name));
    }

    @Override
    public boolean loaded() {
        return loaded;
    }

    @Override
    public PolicyPlace place() {
        return place;
    }
}
