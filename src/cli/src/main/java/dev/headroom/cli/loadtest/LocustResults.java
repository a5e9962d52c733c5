// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import dev.headroom.lab.file.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Locust's statistics and history. Statistics do not state the users, so they are joined with the history of the same run: the one
 * whose last row counts the same requests and failures.
 */
final class LocustResults implements ResultFormat {
    /** Below this share of the users in flight, users wait between their requests. */
    private static final double LEAST_SHARE_IN_FLIGHT = 0.9;

    @Override
    public String tool() {
        return "Locust";
    }

    @Override
    public boolean recognises(ResultFile file) {
        return file.fold(json -> false, csv -> LocustStats.recognises(csv) || LocustHistory.recognises(csv));
    }

    @Override
    public LoadTest read(List<ResultFile> files) {
        List<LocustStats> stats = new ArrayList<>();
        List<LocustHistory> histories = new ArrayList<>();
        for (ResultFile file : files) {
            ResultFile.Csv csv = whole((ResultFile.Csv) file);
            if (LocustHistory.recognises(csv)) {
                histories.add(LocustHistory.read(csv));
            } else {
                stats.add(LocustStats.read(csv));
            }
        }
        List<LoadPoint> points = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (LocustStats each : stats) {
            Optional<LocustHistory> history =
                    histories.stream().filter(other -> sameRun(each, other)).findFirst();
            if (history.isEmpty() || history.get().levels().size() == 1) {
                history.ifPresent(histories::remove);
                points.add(single(each, history, notes));
            } else {
                notes.add(each.name() + " mixes several numbers of users; its history is taken instead");
            }
        }
        for (LocustHistory each : histories) {
            each.levels().forEach(level -> points.add(inFlight(level, notes)));
            if (each.brief() > 0) {
                notes.add(each.name() + ": user counts held for less than " + 2 * LocustHistory.WINDOW_SECONDS
                        + " s give no point; it has " + each.brief());
            }
        }
        return new LoadTest(tool(), points, notes);
    }

    /** A number that is cut off is still a number. */
    private static ResultFile.Csv whole(ResultFile.Csv file) {
        BadInputException.unless(
                file.text().endsWith("\n"), file.name() + " is cut off: its last line has no line break");
        return file;
    }

    private static boolean sameRun(LocustStats stats, LocustHistory history) {
        return stats.all().requests() == history.requests() && stats.all().failures() == history.failures();
    }

    private static LoadPoint single(LocustStats stats, Optional<LocustHistory> history, List<String> notes) {
        if (stats.requests().equals(stats.all()) && stats.kinds() > 1) {
            notes.add(stats.name() + ": " + stats.kinds() + " kinds of requests count as one kind");
        }
        Optional<Load> held = history.map(one -> one.levels().get(0).load());
        return inFlight(stats.point(held.orElse(Load.unstated())), notes);
    }

    /** Users who wait between requests are not in flight. */
    private static LoadPoint inFlight(LoadPoint point, List<String> notes) {
        double users = point.load().inFlight().orElse(0);
        double ended = (point.completed() + point.failed()) / point.seconds();
        double inFlight = ended * point.e2e().mean().orElse(0);
        if (users == 0 || inFlight >= LEAST_SHARE_IN_FLIGHT * users || inFlight == 0) {
            return point;
        }
        notes.add(String.format(
                Locale.ROOT,
                "%s: of %.0f users, %.1f requests were in flight on average, because users wait between requests",
                point.source(),
                users,
                inFlight));
        return new LoadPoint(
                point.source(),
                Load.closed(inFlight),
                point.completed(),
                point.failed(),
                point.seconds(),
                point.tokens(),
                point.ttft(),
                point.itl(),
                point.e2e());
    }
}
