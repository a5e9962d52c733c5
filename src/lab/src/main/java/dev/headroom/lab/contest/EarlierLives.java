// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.headroom.Experience;
import dev.headroom.lab.headroom.HeadroomPolicy;
import dev.headroom.lab.headroom.HeadroomVariants.Life;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Headroom has learnt before a run: it has planned the training window, on which others are tuned, day by day. Where days are
 * not alike it keeps no memory of when how much came: the built-in steps and bursts come about when they came in training, and
 * recordings are of other hours. Any number of threads may ask.
 */
final class EarlierLives {
    /** Seeds of days are this far apart, so that none is another cell's. */
    private static final long BETWEEN_DAYS = 1_000;

    private final int days;
    private final EpisodeRunner runner = new EpisodeRunner();
    private final Map<String, Life> known = new ConcurrentHashMap<>();

    /**
     * Nothing was lived yet.
     *
     * @param days before each run; 0: none
     */
    EarlierLives(int days) {
        this.days = days;
    }

    /**
     * What a cell's run goes on from; the same for each position of the knob.
     *
     * @param installed Headroom with the knob as shipped
     */
    Life before(Cell cell, Stage stage, LeadTimeProfile leadTime, Installed installed) {
        if (days == 0) {
            return Life.NEW;
        }
        String same = cell.setting().label() + "|" + cell.contender().form().label() + "|" + cell.seed();
        return known.computeIfAbsent(same, key -> lived(cell.seed(), stage, leadTime, installed));
    }

    /** Makes Headroom. */
    @FunctionalInterface
    interface Installed {
        /**
         * At a point of its life.
         *
         * @param seed of its chance
         */
        HeadroomPolicy at(Life life, long seed);
    }

    private Life lived(long seed, Stage stage, LeadTimeProfile leadTime, Installed installed) {
        boolean alike = stage.workload().daily();
        Life life = Life.NEW;
        int daysThatTeach = alike ? days : 1;
        for (int day = 0; day < daysThatTeach; day++) {
            long ofDay = seed + BETWEEN_DAYS * (day + 1);
            HeadroomPolicy policy = installed.at(life, ofDay);
            runner.run(stage.trainingRun(leadTime, ofDay), policy);
            Experience experience = policy.experience();
            life = new Life(day + 1, alike ? experience : experience.withoutDays());
        }
        return life;
    }
}
