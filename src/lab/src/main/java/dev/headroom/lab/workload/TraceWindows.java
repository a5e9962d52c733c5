// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.RequestList;
import java.util.Locale;

/**
 * What of a recording is for training and what is the run, in seconds from its beginning; the run is later.
 *
 * @param trainFrom where the training window begins
 * @param trainTo where it ends, not later than the run begins
 * @param from where the run begins
 * @param to where it ends
 */
record TraceWindows(double trainFrom, double trainTo, double from, double to) {
    /** Fewer than one in 20 s over an hour is no traffic to scale for. */
    private static final int FEWEST_REQUESTS = 50;
    /** Recordings shorter than that are cut in two; of longer ones windows are chosen. */
    private static final double SHORT_SECONDS = 7200;
    /** Of a recording, what is for training when nobody has chosen. */
    private static final double TRAINING_SHARE = 1.0 / 3;
    /** Bounds of that share where requests are few or come late: something is left for both. */
    private static final double LEAST_TRAINING_SHARE = 0.1;

    private static final double MOST_TRAINING_SHARE = 0.9;
    /** The busiest minutes come when two thirds of the run are over: the way up is in it, and some of the way down. */
    private static final double BUSIEST_AT = 2.0 / 3;

    /** Steps in which the busiest minutes are looked for. */
    private static final double LOOK_EVERY_SECONDS = 60;

    private static final double SECONDS_PER_HOUR = 3600;
    private static final double QUICK_SECONDS = 3600;
    private static final double FULL_SECONDS = 6 * SECONDS_PER_HOUR;

    TraceWindows {
        if (!(0 <= trainFrom && trainFrom < trainTo && trainTo <= from && from < to)) {
            throw new IllegalArgumentException("a training window must end before the run begins, was " + trainFrom
                    + " s to " + trainTo + " s and " + from + " s to " + to + " s");
        }
    }

    /** The same in hours, which are rounded to whole seconds. */
    static TraceWindows ofHours(double trainFrom, double trainTo, double from, double to) {
        return new TraceWindows(seconds(trainFrom), seconds(trainTo), seconds(from), seconds(to));
    }

    private static double seconds(double hours) {
        return Math.rint(hours * SECONDS_PER_HOUR);
    }

    /** Windows of a recording that nobody has looked at. */
    static TraceWindows chosenFor(RequestList requests, EpisodeLength length) {
        // The last request is in the run, too.
        double span = Math.floor(requests.spanSeconds()) + 1;
        double earlier = endOfEarlierPart(requests, span);
        if (span <= SHORT_SECONDS) {
            return new TraceWindows(0, earlier, earlier, span);
        }
        double wanted = length == EpisodeLength.QUICK ? QUICK_SECONDS : FULL_SECONDS;
        double lasts = Math.min(wanted, span - earlier);
        double trains = Math.min(lasts, earlier);
        double trainFrom = around(busiest(requests, 0, earlier), trains, 0, earlier);
        double from = around(busiest(requests, earlier, span), lasts, earlier, span);
        return new TraceWindows(trainFrom, trainFrom + trains, from, from + lasts);
    }

    /** A third of the time, or as long as it takes a third of the requests to come where those are too few. */
    private static double endOfEarlierPart(RequestList requests, double span) {
        double third = Math.floor(span * TRAINING_SHARE);
        if (third > 0 && requests.window(0, third).size() >= FEWEST_REQUESTS) {
            return third;
        }
        double come = requests.isEmpty() ? 0 : requests.atSeconds(requests.size() / 3);
        return span * Math.max(LEAST_TRAINING_SHARE, Math.min(come / span, MOST_TRAINING_SHARE));
    }

    /** Whether both windows lie within a recording and have traffic in them. */
    boolean fit(RequestList requests) {
        return to <= requests.spanSeconds() + Traffic.PEAK_STRETCH_SECONDS
                && training(requests).size() >= FEWEST_REQUESTS
                && run(requests).size() >= FEWEST_REQUESTS;
    }

    RequestList training(RequestList requests) {
        return requests.window(trainFrom, trainTo);
    }

    RequestList run(RequestList requests) {
        return requests.window(from, to);
    }

    /** The run's window, for ids: of long recordings in hours, of short ones in seconds. */
    String inWords() {
        return to > SHORT_SECONDS
                ? hours(from) + "h-" + hours(to) + "h"
                : Math.round(from) + "s-" + Math.round(to) + "s";
    }

    private static String hours(double seconds) {
        String text = String.format(Locale.ROOT, "%.2f", seconds / SECONDS_PER_HOUR);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    /** Where the busiest five minutes begin, looked at every minute. */
    private static double busiest(RequestList requests, double from, double to) {
        double busiest = from;
        int most = -1;
        for (double at = from; at + Traffic.PEAK_STRETCH_SECONDS <= to; at += LOOK_EVERY_SECONDS) {
            int count = requests.window(at, at + Traffic.PEAK_STRETCH_SECONDS).size();
            if (count > most) {
                most = count;
                busiest = at;
            }
        }
        return busiest;
    }

    /** The beginning of a window so that the moment lies in it where the busiest should, as far as there is room. */
    private static double around(double moment, double lasts, double earliest, double latestEnd) {
        return Math.max(earliest, Math.min(latestEnd - lasts, Math.floor(moment - lasts * BUSIEST_AT)));
    }
}
