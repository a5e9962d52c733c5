// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.episode.FleetMaker;
import dev.headroom.lab.fleet.LeadTime;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.SloPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a replay is put together from. Readers throw {@link BadReplayException} or {@link IllegalArgumentException} with one sentence.
 *
 * @param traces reads recorded arrivals
 * @param engines reads an engine from a file or finds a shipped one by its name
 * @param clusters what can stand around the engines
 * @param planner makes Headroom itself for a policy document
 * @param baselines that can be run beside it, by {@link PolicyVariant#policy}
 * @param picture draws the timeline
 */
public record ReplayParts(
        Traces traces,
        Engines engines,
        Clusters clusters,
        Planner planner,
        List<PolicyVariant> baselines,
        Picture picture) {
    public ReplayParts {
        baselines = List.copyOf(baselines);
    }

    /** Recorded arrivals. */
    public interface Traces {
        /** All arrivals of a file, in order of time. */
        List<Arrival> read(Path file);

        /**
         * The same traffic with so many times its rate.
         *
         * @param scale above 0
         * @param seed of what is left out or repeated
         */
        List<Arrival> scaled(List<Arrival> arrivals, double scale, long seed);
    }

    /** The truth about engines. */
    @FunctionalInterface
    public interface Engines {
        /** From a file, or a shipped one by its name. */
        EngineModel find(String fileOrName);
    }

    /** What can stand around engines. */
    public interface Clusters {
        /** Warm, new, slow, or a number of seconds. */
        LeadTime leadTime(String name);

        /** How long pods stay slow after they are ready, in seconds: the bound orders them as much earlier. */
        int slowSeconds(String leadTimeName);

        /** Makes fleets with the router of this name; empty names the default. */
        FleetMaker fleets(String router);
    }

    /** The service's own planner. */
    @FunctionalInterface
    public interface Planner {
        /**
         * A planner for the policy.
         *
         * @param policy as it was read
         * @param policyText the document itself
         * @param profileText what the planner believes of the engine; empty lets it learn
         */
        PolicyVariant of(SloPolicy policy, String policyText, Optional<String> profileText);
    }

    /** A picture of what happened. */
    @FunctionalInterface
    public interface Picture {
        /** Draws none. */
        Picture NONE = (folder, replayed) -> {};

        /** Writes one or more files into the folder, which exists. */
        void draw(Path folder, Replayed replayed) throws IOException;
    }
}
