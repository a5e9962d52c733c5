// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import dev.headroom.scaler.capacity.ProfileDifference;
import dev.headroom.scaler.capacity.ProfileDifference.Figure;
import dev.headroom.scaler.capacity.ProfileListener;
import dev.headroom.telemetry.WorkloadKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Gauges of missing profiles that a policy names, and of differences between profiles and running servers, as the server's value over the
 * profile's. A gauge exists as long as its condition holds. Used by the planning thread alone.
 */
public final class ProfileMeters implements ProfileListener {
    private final MeterRegistry registry;
    private final Map<WorkloadKey, Map<Figure, Shown>> shown = new HashMap<>();
    private final Map<WorkloadKey, Gauge> absent = new HashMap<>();

    /** Shows nothing yet. */
    public ProfileMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A gauge, and its value; scraped by other threads. */
    private static final class Shown {
        private volatile double ratio;
        private final Gauge gauge;

        Shown(MeterRegistry registry, WorkloadKey workload, Figure figure) {
            this.gauge = Gauge.builder(MeterNames.PROFILE_DIFFERS, this, self -> self.ratio)
                    .description("Limit stated by the servers, as a multiple of the profile's, where they differ")
                    .tags("namespace", workload.namespace(), "workload", workload.name(), "figure", figure.word())
                    .register(registry);
        }
    }

    @Override
    public void compared(WorkloadKey workload, List<ProfileDifference> differences) {
        Map<Figure, Shown> gauges = shown.computeIfAbsent(workload, fresh -> new EnumMap<>(Figure.class));
        differences.forEach(difference ->
                gauges.computeIfAbsent(difference.figure(), figure -> new Shown(registry, workload, figure)).ratio =
                        difference.ratio());
        Set<Figure> differing =
                differences.stream().map(ProfileDifference::figure).collect(Collectors.toSet());
        hide(gauges, figure -> !differing.contains(figure));
        if (gauges.isEmpty()) {
            shown.remove(workload);
        }
    }

    @Override
    public void lookedFor(WorkloadKey workload, Optional<String> sentence) {
        if (sentence.isEmpty()) {
            hide(workload);
        } else {
            absent.computeIfAbsent(
                    workload,
                    key -> Gauge.builder(MeterNames.PROFILE_ABSENT, () -> 1)
                            .description("1 while the policy names a serving profile that does not exist")
                            .tags("namespace", key.namespace(), "workload", key.name())
                            .register(registry));
        }
    }

    private void hide(WorkloadKey workload) {
        Gauge gone = absent.remove(workload);
        if (gone != null) {
            registry.remove(gone);
        }
    }

    /** Removes the gauges of workloads that no policy steers any more. */
    public void keepOnly(Predicate<WorkloadKey> steered) {
        List.copyOf(absent.keySet()).stream()
                .filter(workload -> !steered.test(workload))
                .forEach(this::hide);
        shown.entrySet().removeIf(entry -> {
            boolean gone = !steered.test(entry.getKey());
            if (gone) {
                hide(entry.getValue(), figure -> true);
            }
            return gone;
        });
    }

    private void hide(Map<Figure, Shown> gauges, Predicate<Figure> gone) {
        gauges.entrySet().removeIf(entry -> {
            boolean hidden = gone.test(entry.getKey());
            if (hidden) {
                registry.remove(entry.getValue().gauge);
            }
            return hidden;
        });
    }
}
