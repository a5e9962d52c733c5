// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Episodes;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.policy.StaticReplicas;
import dev.headroom.lab.traffic.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundsTest {
    private static final Effort SMALL = new Effort(120, 12);

    private final EpisodeRunner runner = new EpisodeRunner();
    private final Bounds bounds = new Bounds(Goal.ALL_99, SMALL);

    @Test
    void liesBetweenTheFluidAndTheLowestConstantNumber() {
        long first = new SplittableRandom().nextLong(1_000_000);
        for (long seed = first; seed < first + 2; seed++) {
            Episode episode = wave(seed);

            Bound bound = bounds.of(episode).orElseThrow();

            double constant = lowestConstant(episode);
            assertThat(bound.fluidGpuHours())
                    .as("fluid at seed %d", seed)
                    .isPositive()
                    .isLessThanOrEqualTo(bound.gpuHours());
            assertThat(bound.gpuHours()).as("path at seed %d", seed).isLessThanOrEqualTo(constant);
            assertThat(bound.attainment().all())
                    .as("attainment at seed %d", seed)
                    .isGreaterThanOrEqualTo(0.99);
        }
    }

    @Test
    void followsAWaveAndOrdersAhead() {
        Episode episode = wave(3);

        Bound bound = bounds.of(episode).orElseThrow();

        assertThat(bound.gpuHours()).isLessThan(0.9 * lowestConstant(episode));
        // It is lived in the same simulator as any policy.
        Outcome lived = runner.run(episode, following(bound, episode));
        assertThat(lived.use().gpuHours()).isEqualTo(bound.gpuHours());
        assertThat(lived.attainment()).isEqualTo(bound.attainment());
        assertThat(lived.use().startGpuSeconds()).isPositive();
    }

    @Test
    void findsNothingWhereTheMostReplicasAreTooFew() {
        Episode given = wave(3);
        Episode episode = given.in(new Cluster(given.cluster().leadTime(), 1, 2, 1));

        assertThat(bounds.of(episode)).isEmpty();
    }

    @Test
    void findsNothingWhereNoEngineKeepsThePromise() {
        List<Arrival> tooLong = List.of(new Arrival(1, 500, 10_000), new Arrival(20, 500, 10_000));

        assertThat(bounds.of(Episodes.of(tooLong, 60, 1, 1))).isEmpty();
    }

    @Test
    void staysAtTheLeastWhereNobodyComes() {
        Episode episode = Episodes.of(List.of(), 600, 3, 1);

        Bound bound = bounds.of(episode).orElseThrow();

        assertThat(bound.readyReplicas()).containsOnly(1);
        assertThat(bound.meanReplicas()).isEqualTo(1);
    }

    @Test
    void isTheSameEachTime() {
        assertThat(bounds.of(wave(5))).isEqualTo(bounds.of(wave(5)));
    }

    @Test
    void ordersEachPodAsLongAheadAsItsOwnStartTakes() {
        Episode episode =
                Episodes.of(List.of(), 900, 1, 9).in(new Cluster(LeadTimeProfile.even(40, 200, 0.1), 1, 12, 1));
        Bound path = new Bound(1, 1, 1, new Attainment(1, BySignal.of(signal -> 1.0)), 300, List.of(1, 4, 4), 1, false);
        int[] readyAt = new int[3];

        runner.run(episode, new ScalingPolicy() {
            private final ScalingPolicy following = following(path, episode);

            @Override
            public OptionalInt advanceTo(double now, FleetSight fleet) {
                if ((int) now % 150 == 149 || now == 300) {
                    readyAt[Math.min(2, (int) now / 150)] = fleet.ready();
                }
                return following.advanceTo(now, fleet);
            }
        });

        assertThat(readyAt[0]).isEqualTo(1);
        assertThat(readyAt[2]).isEqualTo(4);
    }

    private static ScalingPolicy following(Bound bound, Episode episode) {
        List<Integer> ready = bound.readyReplicas();
        ReplicaPath path = new ReplicaPath(bound.blockSeconds(), ready.size(), ready::get);
        return new PathTrials(episode, Goal.ALL_99, nothing -> {}).orders(path);
    }

    private static Episode wave(long seed) {
        List<Arrival> arrivals =
                Episodes.poisson(1800, second -> 30 - 24 * Math.cos(second * 2 * Math.PI / 1800), seed);
        return Episodes.of(arrivals, 1800, 2, seed);
    }

    private double lowestConstant(Episode episode) {
        for (int replicas = 1; replicas <= episode.cluster().maxReplicas(); replicas++) {
            Outcome outcome = runner.run(episode, new StaticReplicas(replicas));
            if (Goal.ALL_99.metBy(outcome.attainment())) {
                return outcome.use().gpuHours();
            }
        }
        throw new IllegalStateException("no constant number keeps the goal");
    }

    @Test
    void isKeptInAFolderAndNotSearchedTwice(@TempDir Path folder) throws IOException {
        Episode episode = wave(3);
        BoundShelf shelf = new BoundShelf(folder);

        Optional<Bound> searched = shelf.of("wave small", bounds, episode);
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        String changed = Files.readString(file).replaceFirst("\"ranOut\" : false", "\"ranOut\" : true");
        Files.writeString(file, changed);

        assertThat(file.getFileName().toString()).startsWith("wave-small-").endsWith(".json");
        assertThat(new BoundShelf(folder)
                        .of("wave small", bounds, episode)
                        .orElseThrow()
                        .ranOut())
                .isTrue();
        Files.writeString(file, changed.substring(0, 50));
        assertThat(new BoundShelf(folder).of("wave small", bounds, episode)).isEqualTo(searched);
    }

    @Test
    void anotherEpisodeHasAnotherFingerprint() {
        Episode episode = wave(3);

        assertThat(BoundShelf.fingerprint(episode, "x"))
                .isEqualTo(BoundShelf.fingerprint(wave(3), "x"))
                .isNotEqualTo(BoundShelf.fingerprint(wave(4), "x"))
                .isNotEqualTo(BoundShelf.fingerprint(episode, "y"))
                .isNotEqualTo(
                        BoundShelf.fingerprint(episode.in(episode.cluster().startingWith(3)), "x"));
    }
}
