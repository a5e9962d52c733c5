// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RateShapes;
import java.util.List;

/** Plain courses of load for experiments in which something else is looked at: faults, learning. Poisson arrivals of chats. */
final class CourseShapes {
    private static final double MINUTE = 60;
    /** The top at their own size, requests/s. */
    private static final double TOP = 100;

    private CourseShapes() {}

    /** Rise from 8 to 18 min, level until 30 min, fall until 40 min; and level until 8 min, fall until 28 min, low until 40 min. */
    static List<Workload> forFaults() {
        double end = 40 * MINUTE;
        RateShape up = RateShapes.ramp(0.35 * TOP, TOP, 8 * MINUTE, 18 * MINUTE);
        RateShape down = RateShapes.ramp(0, 0.65 * TOP, 30 * MINUTE, end);
        RateShape falling = RateShapes.ramp(TOP, 0.3 * TOP, 8 * MINUTE, 28 * MINUTE);
        return List.of(
                course(
                        "peak",
                        "a rise, a peak and a fall in 40 minutes",
                        end,
                        at -> up.perSecond(at) - down.perSecond(at)),
                course("fall", "from a peak down to three tenths of it", end, falling));
    }

    /** Five minutes longer than is looked at, so that the last look is not the end. */
    static List<Workload> forLearning() {
        double end = 25 * MINUTE;
        return List.of(
                course("level", "one rate", end, RateShapes.constant(TOP)),
                course(
                        "wave",
                        "a day in 25 minutes, from a third of its peak up and down",
                        end,
                        RateShapes.sine(TOP / 3, TOP, end)));
    }

    private static Workload course(String id, String title, double seconds, RateShape rate) {
        DrawnTraffic traffic = DrawnTraffic.poisson(chance -> rate, LengthShapes.CHAT, seconds);
        return Workload.of(id, title, true, traffic, traffic);
    }
}
