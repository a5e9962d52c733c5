// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Attributed.Unattributed;
import dev.headroom.telemetry.attribute.Quarantined.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The newest identities that cannot be attributed, so that an operator can see the missing setting. Keeps no more than its size, and of
 * telemetry only names. Safe from any thread.
 */
public final class Quarantine {
    /** Fits on a page; more kinds of strangers than this are one fault that shows in any of them. */
    public static final int MOST_IDENTITIES = 100;

    private final Consumer<Quarantined> firstOfItsKind;
    private final Map<Identity, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Kind> kindsTold = new HashSet<>();

    /**
     * Begins empty.
     *
     * @param firstOfItsKind called with the first identity of each reason and topic, on the thread that adds; must not wait
     */
    public Quarantine(Consumer<Quarantined> firstOfItsKind) {
        this.firstOfItsKind = firstOfItsKind;
    }

    private record Kind(Reason reason, String topic) {}

    private static final class Entry {
        private final Instant firstSeen;
        private Instant lastSeen;
        private long count;
        private PodReference pod = PodReference.UNKNOWN;
        private List<WorkloadKey> claimants = List.of();

        Entry(Instant firstSeen) {
            this.firstSeen = firstSeen;
            this.lastSeen = firstSeen;
        }
    }

    /**
     * Takes note of something unattributed.
     *
     * @param topic where it came from
     * @param origin where it ran, by its own attributes
     * @param why why it cannot be attributed
     * @param now the instant of reading
     */
    public void add(TelemetryTopic topic, Origin origin, Unattributed why, Instant now) {
        Identity identity = new Identity(
                why.reason(),
                topic,
                why.namespace().map(ShownText::of),
                why.target().map(target -> ShownText.of(target.toString())),
                origin.models().stream().map(ShownText::of).toList());
        Optional<Quarantined> first = Optional.empty();
        synchronized (entries) {
            Entry entry = entries.computeIfAbsent(identity, absent -> new Entry(now));
            entry.lastSeen = now;
            entry.count++;
            entry.pod = shown(origin.pod());
            entry.claimants = why.claimants();
            if (entries.size() > MOST_IDENTITIES) {
                entries.remove(entries.keySet().iterator().next());
            }
            if (kindsTold.add(new Kind(why.reason(), topic.name()))) {
                first = Optional.of(quarantined(identity, entry));
            }
        }
        first.ifPresent(firstOfItsKind);
    }

    /** The quarantine's content, the newest first. */
    public List<Quarantined> newestFirst() {
        List<Quarantined> newest = new ArrayList<>();
        synchronized (entries) {
            entries.forEach((identity, entry) -> newest.add(quarantined(identity, entry)));
        }
        Collections.reverse(newest);
        return newest;
    }

    private static Quarantined quarantined(Identity identity, Entry entry) {
        return new Quarantined(
                identity,
                entry.pod,
                Remedy.forThis(identity, entry.claimants),
                RemedyYaml.forThis(identity, entry.claimants),
                entry.firstSeen,
                entry.lastSeen,
                entry.count);
    }

    private static PodReference shown(PodReference pod) {
        return new PodReference(
                pod.uid().map(ShownText::of),
                pod.name().map(ShownText::of),
                pod.ip().map(ShownText::of),
                pod.group().map(ShownText::of));
    }
}
