// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.scaler.doctor.ServiceFacts.Certificate;
import dev.headroom.scaler.doctor.ServiceFacts.Feed;
import dev.headroom.scaler.doctor.ServiceFacts.Stranger;
import dev.headroom.scaler.slo.PolicyPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A service that is well. All settings return the fixture itself. */
final class HealthyService {
    static final TopicFacts SPANS = topic("llm.spans", TopicFacts.Use.TELEMETRY, 6, "delete");
    static final TopicFacts PLANS = topic("headroom.plans", TopicFacts.Use.PLANS, 1, "compact");

    private Map<String, String> faults = Map.of();
    private Feed feed = new Feed(true, 0, 10_000, 0);
    private List<Stranger> strangers = List.of();
    private Optional<List<TopicFacts>> topics = Optional.of(List.of(SPANS, PLANS));
    private List<WatchTrouble> troubles = List.of();
    private Optional<Certificate> certificate = Optional.empty();

    static TopicFacts topic(String name, TopicFacts.Use use, int partitions, String cleanup) {
        return new TopicFacts(name, use, OptionalInt.of(partitions), Optional.of(cleanup), Optional.empty());
    }

    static TopicFacts absent(String name, TopicFacts.Use use) {
        return new TopicFacts(name, use, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    HealthyService fault(String document, String fault) {
        faults = Map.of(document, fault);
        return this;
    }

    HealthyService feed(Feed value) {
        feed = value;
        return this;
    }

    HealthyService stranger(Stranger one) {
        strangers = List.of(one);
        return this;
    }

    HealthyService topics(TopicFacts... all) {
        topics = Optional.of(List.of(all));
        return this;
    }

    HealthyService withoutKafka() {
        topics = Optional.empty();
        return this;
    }

    HealthyService trouble(String resource, WatchTrouble.Cause cause) {
        troubles = List.of(new WatchTrouble(resource, "what needs " + resource, cause));
        return this;
    }

    HealthyService certificate(Certificate value) {
        certificate = Optional.of(value);
        return this;
    }

    ServiceFacts facts() {
        return new ServiceFacts(
                Patient.NOW, PolicyPlace.CONFIG_MAPS, faults, feed, strangers, topics, troubles, certificate);
    }

    List<DoctorFinding> findings() {
        return Doctor.examine(facts(), List.of(), ScalingSight.NOTHING);
    }
}
