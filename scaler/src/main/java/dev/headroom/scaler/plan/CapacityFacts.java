// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.learn.RollingMaximum.Peak;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The facts about a replica and about recent needs.
 *
 * @param believed the load that one replica may be booked with; empty while nothing is known
 * @param gpus of one replica; empty where no profile says it
 * @param slots most sequences that one replica runs at once, as servers state; above 0; empty where they do not
 * @param infeasible objectives that no number of replicas keeps, as the profile says and nothing has shown otherwise
 * @param differences sentences about what running servers state otherwise than the profile
 * @param profileAbsent one sentence when the policy names a profile that does not exist; else empty
 * @param held the largest number of replicas that was needed within the hold; empty while none was
 */
public record CapacityFacts(
        Optional<CapacityEstimate> believed,
        OptionalInt gpus,
        OptionalInt slots,
        List<Infeasible> infeasible,
        List<String> differences,
        Optional<String> profileAbsent,
        Optional<Peak> held) {
    /** Nothing is known. */
    public static final CapacityFacts NOTHING = new CapacityFacts(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    public CapacityFacts {
        infeasible = List.copyOf(infeasible);
        differences = List.copyOf(differences);
    }

    /** The same, without the profile that the policy names. */
    public CapacityFacts lacking(Optional<String> absent) {
        return new CapacityFacts(believed, gpus, slots, infeasible, differences, absent, held);
    }
}
