// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.ServedRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever happens to a fleet; the seed is in the test's name and in each message. */
class FleetPropertiesTest {
    private static final double END_SECONDS = 900;

    static List<Long> seeds() {
        return new SplittableRandom(20_261_124).longs(25).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRequestIsFinishedFailedOrUnfinishedAndThatOnce(long seed) {
        Fleets world = lived(seed);

        List<ServedRequest> unfinished = world.fleet.unfinished().toList();
        assertThat(world.ended).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(unfinished).as("seed %d", seed).doesNotHaveDuplicates().doesNotContainAnyElementsOf(world.ended);
        assertThat(world.ended.size() + unfinished.size()).as("seed %d", seed).isEqualTo(world.dispatched.size());
        assertThat(new HashSet<>(world.dispatched)).as("seed %d", seed).containsAll(world.ended);
        assertThat(world.ended).as("seed %d", seed).allMatch(request -> request.finished() != request.failed());
        assertThat(unfinished).as("seed %d", seed).noneMatch(request -> request.finished() || request.failed());
        assertThat(world.fleet.inFlight()).as("seed %d", seed).isEqualTo(unfinished.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void endsAreToldInOrderOfTime(long seed) {
        Fleets world = lived(seed);

        assertThat(world.ended)
                .as("seed %d", seed)
                .extracting(request -> request.failed() ? request.failedAt() : request.finishedAt())
                .isSorted();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nodeTimeIsStartServiceAndDrainAndLiesWithinPodTime(long seed) {
        Fleets world = lived(seed);
        FleetLedger ledger = world.fleet.ledger();
        double parts = ledger.startSeconds(0, END_SECONDS)
                + world.readySeconds(0, END_SECONDS)
                + ledger.drainSeconds(0, END_SECONDS);

        assertThat(ledger.nodeSeconds(0, END_SECONDS))
                .as("seed %d", seed)
                .isGreaterThanOrEqualTo(world.readySeconds(0, END_SECONDS))
                .isLessThanOrEqualTo(world.podSeconds(0, END_SECONDS) + 1e-6)
                .isBetween(parts - 1e-6, parts + 1e-6);
        // A Deployment's pods are at least those that it wants.
        assertThat(world.podSeconds(0, END_SECONDS))
                .as("seed %d", seed)
                .isGreaterThanOrEqualTo(ledger.meanReplicas(0, END_SECONDS) * END_SECONDS - 1e-6);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameSeedGivesTheSameRunHoweverOftenOneLooks(long seed) {
        Fleets once = lived(seed);
        Fleets again = lived(seed);
        Fleets looked = lived(seed, 0.1);

        assertThat(history(again)).as("seed %d", seed).isEqualTo(history(once));
        assertThat(history(looked)).as("seed %d", seed).isEqualTo(history(once));
        assertThat(looked.fleet.ledger().lives().collect(Collectors.toSet()))
                .as("seed %d", seed)
                .isEqualTo(once.fleet.ledger().lives().collect(Collectors.toSet()));
    }

    private static List<String> history(Fleets world) {
        List<String> lines = new ArrayList<>();
        for (int end = 0; end < world.ended.size(); end++) {
            ServedRequest request = world.ended.get(end);
            lines.add(world.endedIn.get(end) + " " + request.arrival() + " " + request.firstTokenAt() + " "
                    + request.finishedAt() + " " + request.failedAt());
        }
        return lines;
    }

    private static Fleets lived(long seed) {
        return lived(seed, END_SECONDS);
    }

    /** A quarter of an hour of requests, scaling up and down, and faults of every kind; looked at every so many seconds. */
    private static Fleets lived(long seed, double lookSeconds) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<LeadTimeProfile> profiles =
                List.of(LeadTimeProfile.named("warm"), LeadTimeProfile.named("20-60"), LeadTimeProfile.named("0"));
        LeadTimeProfile profile = profiles.get(chance.nextInt(profiles.size()));
        List<Routing> routings = List.of(Routing.values());
        Fleets world = Fleets.of(
                Fleets.template(profile),
                routings.get(chance.nextInt(routings.size())),
                faults(chance),
                chance.nextLong());
        world.fleet.startWith(chance.nextInt(5));
        double look = 0;
        double at = 0;
        while (at < END_SECONDS) {
            for (; look < at; look += lookSeconds) {
                world.fleet.advanceTo(look);
            }
            world.send(at, 1 + chance.nextInt(4000), 1 + chance.nextInt(chance.nextInt(20) == 0 ? 20_000 : 400));
            if (chance.nextInt(20) == 0) {
                world.fleet.scaleTo(chance.nextInt(9));
            }
            at += -Math.log(1 - chance.nextDouble()) * 0.5;
        }
        world.fleet.advanceTo(END_SECONDS);
        return world;
    }

    private static Faults faults(SplittableRandom chance) {
        List<ClusterFault> faults = new ArrayList<>();
        for (int fault = chance.nextInt(8); fault > 0; fault--) {
            double at = chance.nextDouble() * END_SECONDS;
            faults.add(
                    switch (chance.nextInt(5)) {
                        case 0 -> new ClusterFault.NodeStockOut(at, 120);
                        case 1 -> new ClusterFault.SpotLoss(at, 1 + chance.nextInt(3));
                        case 2 -> new ClusterFault.StuckStart(at, 100);
                        case 3 -> new ClusterFault.SlowReplica(at, 2, 100);
                        default -> new ClusterFault.ManualReplicas(at, chance.nextInt(6));
                    });
        }
        return new Faults(faults, chance.nextLong());
    }
}
