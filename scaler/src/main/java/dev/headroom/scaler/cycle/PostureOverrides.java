// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Postures that triggers ask for instead of their policies' own. Each ScaledObject has a wish of its own, and the safest wish
 * counts, where one without a posture wishes for the policy's: the order of calls, and which replica they reach, decides nothing.
 * A wish is forgotten when its ScaledObject has not been heard for a while. Safe from any thread.
 */
public final class PostureOverrides {
    /** KEDA asks every 30 s by default; polling intervals of minutes are in use. */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    /** Twice within the time after which a wish is forgotten, with slack. */
    static final Duration REPEATED_AFTER = Duration.ofMinutes(10);

    /** Names come from callers: a policy with more ScaledObjects than this has other worries. */
    static final int MOST_PER_WORKLOAD = 100;

    private final Map<WorkloadKey, Map<String, Entry>> entries = new ConcurrentHashMap<>();

    /** A wish as it was heard here, and as all replicas know it. */
    private record Entry(PostureWish heard, Optional<PostureWish> shared) {}

    /** Remembers what a trigger asks for. */
    public void set(WorkloadKey workload, String scaledObject, Optional<Posture> posture, Instant now) {
        PostureWish wish = new PostureWish(workload, scaledObject, posture, now);
        Map<String, Entry> ofWorkload = entries.computeIfAbsent(workload, key -> new ConcurrentHashMap<>());
        if (ofWorkload.containsKey(scaledObject) || ofWorkload.size() < MOST_PER_WORKLOAD) {
            ofWorkload.merge(
                    scaledObject,
                    new Entry(wish, Optional.empty()),
                    (before, fresh) -> new Entry(newer(before.heard(), fresh.heard()), before.shared()));
        }
    }

    /** Takes over what all replicas know. */
    public void learn(PostureWish wish) {
        entries.computeIfAbsent(wish.workload(), key -> new ConcurrentHashMap<>())
                .merge(
                        wish.scaledObject(),
                        new Entry(wish, Optional.of(wish)),
                        (before, fresh) -> new Entry(newer(before.heard(), wish), Optional.of(wish)));
    }

    /** Forgets a wish. */
    public void forget(WorkloadKey workload, String scaledObject) {
        entries.computeIfPresent(workload, (key, ofWorkload) -> {
            ofWorkload.remove(scaledObject);
            return ofWorkload.isEmpty() ? null : ofWorkload;
        });
    }

    /** The policy as the triggers want it. */
    public SloPolicy applyTo(WorkloadKey workload, SloPolicy policy, Instant now) {
        Posture own = policy.terms().posture();
        Posture posture = entries.getOrDefault(workload, Map.of()).values().stream()
                .map(Entry::heard)
                .filter(wish -> !isForgotten(wish, now))
                .map(wish -> wish.posture().orElse(own))
                .max(Comparator.naturalOrder())
                .orElse(own);
        if (posture == own) {
            return policy;
        }
        return new SloPolicy(
                policy.name(),
                policy.workload(),
                policy.objectives(),
                policy.concurrencyPerReplica(),
                policy.profile(),
                policy.replicas(),
                policy.terms().withPosture(posture));
    }

    /** Wishes of which not all replicas know, or know for long. */
    public List<PostureWish> toShare(Instant now) {
        List<PostureWish> news = new ArrayList<>();
        entries.values()
                .forEach(ofWorkload -> ofWorkload.values().stream()
                        .filter(entry -> !isForgotten(entry.heard(), now) && isNews(entry))
                        .map(Entry::heard)
                        .forEach(news::add));
        return news;
    }

    /** Wishes of ScaledObjects that have not been heard for too long. */
    public List<PostureWish> forgotten(Instant now) {
        List<PostureWish> old = new ArrayList<>();
        entries.values()
                .forEach(ofWorkload -> ofWorkload.values().stream()
                        .map(Entry::heard)
                        .filter(wish -> isForgotten(wish, now))
                        .forEach(old::add));
        return old;
    }

    /** Forgets them, where no other replica has to be told. */
    public void forgetOld(Instant now) {
        forgotten(now).forEach(wish -> forget(wish.workload(), wish.scaledObject()));
    }

    private static boolean isNews(Entry entry) {
        return entry.shared()
                .map(known -> entry.heard().heardAt().isAfter(known.heardAt())
                        && (!entry.heard().asksTheSameAs(known) || isDue(entry.heard(), known)))
                .orElse(true);
    }

    private static boolean isDue(PostureWish heard, PostureWish known) {
        return Duration.between(known.heardAt(), heard.heardAt()).compareTo(REPEATED_AFTER) > 0;
    }

    private static boolean isForgotten(PostureWish wish, Instant now) {
        return Duration.between(wish.heardAt(), now).compareTo(FORGOTTEN_AFTER) > 0;
    }

    private static PostureWish newer(PostureWish one, PostureWish other) {
        return other.heardAt().isBefore(one.heardAt()) ? one : other;
    }
}
