// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.report.TimelinePoint.Latencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Made-up episodes with the shape of real ones. */
final class DrawnEpisodes {
    static final Promise LIMITS = new Promise(1, 0.05, 30);
    private static final double POINT_SECONDS = 15;

    private DrawnEpisodes() {}

    /** Makes it possible to look at a page: {@code DrawnEpisodes DIR}. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        List<TimelinePoint> peak = peak(240);
        Files.writeString(
                directory.resolve("timeline.html"),
                TimelinePicture.html(
                        "Evening peak · headroom · h100", List.of(new Fact("attainment", "99.31 %")), peak, LIMITS));
    }

    /** A peak that is met a little late. */
    static List<TimelinePoint> peak(int points) {
        List<TimelinePoint> timeline = new ArrayList<>();
        double kept = 0;
        int wanted = 3;
        for (int index = 0; index < points; index++) {
            double share = (double) index / points;
            double load = 4 + 22 * Math.exp(-Math.pow((share - 0.5) / 0.16, 2)) + Math.sin(index * 1.7);
            int need = (int) Math.ceil(load / 2.2);
            int before = wanted;
            wanted = need > wanted ? need + 1 : index % 8 == 0 && need < wanted - 1 ? wanted - 1 : wanted;
            int ready = Math.min(wanted, index < 8 ? 3 : timeline.get(index - 7).replicas());
            double strain = Math.pow(load / 2.2 / Math.max(1, ready), 6);
            kept += strain > 1.2 ? 0.9 : 1;
            boolean silent = index > 20 && index < 26;
            timeline.add(new TimelinePoint(
                    index * POINT_SECONDS,
                    load,
                    wanted,
                    ready,
                    OptionalInt.of(need),
                    silent
                            ? new Latencies(Double.NaN, Double.NaN, Double.NaN)
                            : new Latencies(
                                    0.12 + 0.3 * strain * strain, 0.018 + 0.012 * Math.min(strain, 3), 9 + 6 * strain),
                    kept / (index + 1),
                    wanted == before
                            ? "held"
                            : "demand needs " + need + " in 105 s → "
                                    + (wanted > before ? "one more for P99 <ttft & itl>" : "down by the window")));
        }
        return timeline;
    }
}
