// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.fleet.Pod;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.span.MetricScrapes.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The series that a scrape finds: the servers', or what a fault makes of them. One thread, and time goes forward only. */
final class ScrapedSeries {
    private final TelemetryFaults.Scraping faults;
    private final Map<String, EngineReading> frozen = new LinkedHashMap<>();
    private final Map<String, Last> last = new LinkedHashMap<>();

    private record Last(PodIdentity pod, EngineReading reading, double seenAt) {}

    ScrapedSeries(TelemetryFaults.Scraping faults) {
        this.faults = faults;
    }

    /** What shows itself at {@code now}; to be asked every second. */
    Stream<Target> shown(double now, Stream<Pod> answering) {
        if (faults.frozen().holds(now)) {
            return answering.map(this::frozen);
        }
        return faults.keptSeconds() > 0
                ? kept(now, answering)
                : answering.map(pod -> new Target(pod.identity(), pod::reading));
    }

    private Target frozen(Pod pod) {
        EngineReading still = frozen.computeIfAbsent(pod.identity().uid(), uid -> pod.reading());
        return new Target(pod.identity(), () -> still);
    }

    private Stream<Target> kept(double now, Stream<Pod> answering) {
        answering.forEach(pod -> last.put(pod.identity().uid(), new Last(pod.identity(), pod.reading(), now)));
        last.values().removeIf(gone -> gone.seenAt() < now - faults.keptSeconds());
        List<Target> targets = new ArrayList<>();
        last.values().forEach(seen -> targets.add(new Target(seen.pod(), seen::reading)));
        return targets.stream();
    }
}
