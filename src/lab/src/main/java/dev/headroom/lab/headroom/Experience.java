// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.scaler.cycle.SavedState;
import dev.headroom.scaler.history.DayOfRates;
import java.util.List;

/**
 * What Headroom keeps of a workload whatever becomes of its process: all that the shared topic has, but for the plan.
 *
 * @param learnt booked capacity, work of a request, needs of late, lead times, error budget
 * @param days when how much came
 */
public record Experience(SavedState learnt, List<DayOfRates> days) {
    /** Of a workload that is new. */
    public static final Experience NONE = new Experience(SavedState.NOTHING, List.of());

    public Experience {
        days = List.copyOf(days);
    }

    /** The same without a memory of when how much came: what is to come cannot be told from it. */
    public Experience withoutDays() {
        return new Experience(learnt, List.of());
    }
}
