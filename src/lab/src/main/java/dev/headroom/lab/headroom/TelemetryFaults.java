// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What goes wrong between the servers and the scaler; chance is the episode's. The benchmark's protocol names them.
 *
 * @param lag records are read late for a time
 * @param lostShare of the records never reach Kafka; 0 to 1
 * @param duplicatedShare of the records are written a second time, up to half a minute later; 0 to 1
 * @param reorderedSeconds each record is late by up to this, and so overtakes others; 0 or more
 * @param clockSkewSeconds half of the nodes' clocks are ahead by this, the others behind; 0 or more
 * @param silentProducer nothing comes from the pod that has served longest when this begins
 * @param scraping what goes wrong when servers are scraped
 * @param brokerAway nobody reaches Kafka; producers keep what they have and send it afterwards
 * @param restart the scaler ends and begins anew; empty where it does not
 */
public record TelemetryFaults(
        Lag lag,
        double lostShare,
        double duplicatedShare,
        double reorderedSeconds,
        double clockSkewSeconds,
        TelemetryGap silentProducer,
        Scraping scraping,
        TelemetryGap brokerAway,
        Optional<Restart> restart) {
    /** Nothing goes wrong. */
    public static final TelemetryFaults NONE = new TelemetryFaults(
            Lag.NONE, 0, 0, 0, 0, TelemetryGap.NEVER, Scraping.RIGHT, TelemetryGap.NEVER, Optional.empty());

    /** Minutes of the protocol, in seconds. */
    private static final double MINUTE = 60;

    public TelemetryFaults {
        requireShare(lostShare, "lostShare");
        requireShare(duplicatedShare, "duplicatedShare");
        if (!(reorderedSeconds >= 0) || !(clockSkewSeconds >= 0)) {
            throw new IllegalArgumentException("reorderedSeconds and clockSkewSeconds must be 0 or more, were "
                    + reorderedSeconds + " and " + clockSkewSeconds);
        }
    }

    /**
     * Records that are written during a stretch are read late; those after it wait behind them.
     *
     * @param during when
     * @param seconds how late; 0 or more
     */
    public record Lag(TelemetryGap during, double seconds) {
        /** No record is late. */
        public static final Lag NONE = new Lag(TelemetryGap.NEVER, 0);

        public Lag {
            if (!(seconds >= 0)) {
                throw new IllegalArgumentException("a lag must be 0 s or more, was " + seconds);
            }
        }
    }

    /**
     * What scraping makes of the servers.
     *
     * @param outage no server is scraped
     * @param frozen each is scraped, and shows what it showed when this began, or when it was first scraped
     * @param keptSeconds one that is gone is shown so much longer as it was last; 0 or more
     */
    public record Scraping(TelemetryGap outage, TelemetryGap frozen, double keptSeconds) {
        /** What there is. */
        public static final Scraping RIGHT = new Scraping(TelemetryGap.NEVER, TelemetryGap.NEVER, 0);

        public Scraping {
            if (!(keptSeconds >= 0)) {
                throw new IllegalArgumentException("series must be kept for 0 s or more, was " + keptSeconds);
            }
        }
    }

    /**
     * The scaler's process ends.
     *
     * @param at when
     * @param downSeconds until the new one answers; 0 or more
     * @param replays whether it has the last plan and what was learnt from its topic and reads the newest 20 min of Kafka again, as the service does; else
     *     all that was known is lost
     */
    public record Restart(double at, double downSeconds, boolean replays) {
        public Restart {
            if (!(at >= 0) || !(downSeconds >= 0)) {
                throw new IllegalArgumentException(
                        "a restart must be at 0 s or later and take 0 s or more, was " + at + " and " + downSeconds);
            }
        }
    }

    /** Records are read late by so much. */
    public static TelemetryFaults lagging(TelemetryGap during, double seconds) {
        return new TelemetryFaults(
                new Lag(during, seconds),
                0,
                0,
                0,
                0,
                TelemetryGap.NEVER,
                Scraping.RIGHT,
                TelemetryGap.NEVER,
                Optional.empty());
    }

    /** A network that loses, repeats and overtakes. */
    public static TelemetryFaults onTheWay(double lostShare, double duplicatedShare, double reorderedSeconds) {
        return new TelemetryFaults(
                Lag.NONE,
                lostShare,
                duplicatedShare,
                reorderedSeconds,
                0,
                TelemetryGap.NEVER,
                Scraping.RIGHT,
                TelemetryGap.NEVER,
                Optional.empty());
    }

    /** Clocks that are off. */
    public static TelemetryFaults skewed(double seconds) {
        return new TelemetryFaults(
                Lag.NONE, 0, 0, 0, seconds, TelemetryGap.NEVER, Scraping.RIGHT, TelemetryGap.NEVER, Optional.empty());
    }

    /** One pod of which nothing is heard. */
    public static TelemetryFaults silentProducer(TelemetryGap during) {
        return new TelemetryFaults(Lag.NONE, 0, 0, 0, 0, during, Scraping.RIGHT, TelemetryGap.NEVER, Optional.empty());
    }

    /** Scrapes that fail, all of them. */
    public static TelemetryFaults metricsOutage(TelemetryGap during) {
        return scraped(new Scraping(during, TelemetryGap.NEVER, 0));
    }

    /** Series that stand still: each server is scraped, and shows what it showed when this began. */
    public static TelemetryFaults frozenSeries(TelemetryGap during) {
        return scraped(new Scraping(TelemetryGap.NEVER, during, 0));
    }

    /** Series of servers that are gone, shown so many seconds more. */
    public static TelemetryFaults keptSeries(double seconds) {
        return scraped(new Scraping(TelemetryGap.NEVER, TelemetryGap.NEVER, seconds));
    }

    private static TelemetryFaults scraped(Scraping scraping) {
        return new TelemetryFaults(
                Lag.NONE, 0, 0, 0, 0, TelemetryGap.NEVER, scraping, TelemetryGap.NEVER, Optional.empty());
    }

    /** A broker that nobody reaches. */
    public static TelemetryFaults brokerAway(TelemetryGap during) {
        return new TelemetryFaults(Lag.NONE, 0, 0, 0, 0, TelemetryGap.NEVER, Scraping.RIGHT, during, Optional.empty());
    }

    /** A scaler that begins anew. */
    public static TelemetryFaults restarted(Restart restart) {
        return new TelemetryFaults(
                Lag.NONE, 0, 0, 0, 0, TelemetryGap.NEVER, Scraping.RIGHT, TelemetryGap.NEVER, Optional.of(restart));
    }

    /**
     * The faults of the protocol by name, in its order, with its figures.
     *
     * @param from when those begin that last for a time, in seconds since the episode's start
     */
    public static Map<String, TelemetryFaults> catalogue(double from) {
        TelemetryGap fiveMinutes = new TelemetryGap(from, from + 5 * MINUTE);
        TelemetryGap tenMinutes = new TelemetryGap(from, from + 10 * MINUTE);
        Map<String, TelemetryFaults> faults = new LinkedHashMap<>();
        faults.put("none", NONE);
        faults.put("metrics outage 5 min", metricsOutage(fiveMinutes));
        faults.put("dead pods' series kept 30 s", keptSeries(0.5 * MINUTE));
        faults.put("dead pods' series kept 5 min", keptSeries(5 * MINUTE));
        faults.put("Kafka lag 60 s", lagging(tenMinutes, MINUTE));
        faults.put("loss 1 %", onTheWay(0.01, 0, 0));
        faults.put("duplicates 5 %", onTheWay(0, 0.05, 0));
        faults.put("reordering 10 s", onTheWay(0, 0, 10));
        faults.put("clock skew 2 s", skewed(2));
        faults.put("one producer silent", silentProducer(tenMinutes));
        faults.put("broker away 90 s", brokerAway(new TelemetryGap(from, from + 1.5 * MINUTE)));
        faults.put("restart", restarted(new Restart(from, 10, true)));
        faults.put("restart, state lost", restarted(new Restart(from, 10, false)));
        return faults;
    }

    private static void requireShare(double share, String name) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be 0 to 1, was " + share);
        }
    }
}
