// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.capacity.ProfileDifference.Figure;
import dev.headroom.scaler.capacity.ServingProfile.EngineLimits;
import dev.headroom.scaler.supply.StatedLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A serving profile whose limits are those of the server that runs, where that states them.
 *
 * @param profile with the server's limits, and the profile's own where the server states none
 * @param differences the profile's differing figures; empty where it was right
 */
public record BoundedProfile(ServingProfile profile, List<ProfileDifference> differences) {
    /**
     * Tolerance for equal caches. A cache is sized from the memory that the weights leave, so two equal servers differ by less. The
     * server's figure still counts.
     */
    private static final double SAME_CACHE_WITHIN = 0.05;

    public BoundedProfile {
        differences = List.copyOf(differences);
    }

    /** The profile as the server's own statements bound it. */
    public static BoundedProfile of(ServingProfile profile, StatedLimits stated) {
        EngineLimits said = profile.engine();
        int stepTokens = stated.maxBatchedTokens().orElse(said.chunkTokens());
        EngineLimits bounded = new EngineLimits(
                stated.tensorParallel().orElse(said.tensorParallel()),
                stated.maxSequences().orElse(said.maxSequences()),
                stated.kvTokens().isPresent() ? stated.kvTokens() : said.kvTokens(),
                // Each sequence takes a token of a step.
                Math.max(stepTokens, stated.maxSequences().orElse(0)));
        return new BoundedProfile(
                new ServingProfile(profile.name(), profile.hardware(), profile.gpus(), bounded, profile.performance()),
                differences(said, stated));
    }

    private static List<ProfileDifference> differences(EngineLimits said, StatedLimits stated) {
        List<ProfileDifference> found = new ArrayList<>();
        compare(Figure.SLOTS, said.maxSequences(), stated.maxSequences(), found);
        compare(Figure.KV_TOKENS, said.kvTokens(), stated.kvTokens(), found);
        compare(Figure.STEP_TOKENS, said.chunkTokens(), stated.maxBatchedTokens(), found);
        compare(Figure.TENSOR_PARALLEL, said.tensorParallel(), stated.tensorParallel(), found);
        return found;
    }

    private static void compare(Figure figure, int profile, OptionalInt server, List<ProfileDifference> found) {
        if (server.isPresent() && server.getAsInt() != profile) {
            found.add(new ProfileDifference(figure, profile, server.getAsInt()));
        }
    }

    private static void compare(
            Figure figure, OptionalLong profile, OptionalLong server, List<ProfileDifference> found) {
        if (profile.isPresent() && server.isPresent()) {
            ProfileDifference difference = new ProfileDifference(figure, profile.getAsLong(), server.getAsLong());
            if (Math.abs(difference.ratio() - 1) > SAME_CACHE_WITHIN) {
                found.add(difference);
            }
        }
    }
}
