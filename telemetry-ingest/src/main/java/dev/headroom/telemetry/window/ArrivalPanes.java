// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests by the second in which they arrived. Admissions and ends are counted apart, and those of model servers apart from those of
 * gateways and clients. A source may report both and another only ends, and two may report the same requests. The largest of these counts
 * is the arrivals, so that mixing sources never counts a request twice.
 *
 * <p>Whether every admitted request has ended is known without keeping ids. A second's admissions add a mark of 64 bits each, their ends
 * take it away, and the remainder is 0 when all have ended. Ends count against the admissions of their own kind of observer, and against
 * all. The order of events does not matter, memory does not grow, and an end that never comes is forgotten with its second.
 */
public final class ArrivalPanes {
    /** 15 min, and 2 min for clocks that are ahead and reads that are behind. */
    static final int SECONDS = 1024;

    /** How far back arrivals are kept, seen from the newest. */
    public static final Duration KEPT = Duration.ofMinutes(15);

    /** When ends report arrivals this much newer than the newest admission, the source of admissions has fallen silent. */
    private static final Duration ADMISSIONS_MAY_TRAIL = Duration.ofSeconds(10);

    private final long[] seconds = new long[SECONDS];
    private final long[] marksLeftOfAll = new long[SECONDS];
    private @Nullable ToldArrivals byServers;
    private @Nullable ToldArrivals byOthers;
    /** Those of the two that exist: gone through for every second, so no stream. */
    private ToldArrivals[] told = {};

    private Instant first = Instant.MAX;
    private Instant newest = Instant.MIN;
    private Instant newestAdmission = Instant.MIN;

    ArrivalPanes() {
        Arrays.fill(seconds, Long.MIN_VALUE);
    }

    void add(RequestObservation request) {
        Instant arrival = request.arrival();
        first = arrival.isBefore(first) ? arrival : first;
        newest = later(newest, arrival);
        if (request.phase() == Phase.ADMITTED) {
            newestAdmission = later(newestAdmission, arrival);
        }
        long second = arrival.getEpochSecond();
        int place = placeOf(second);
        if (second >= seconds[place]) {
            turnTo(second, place);
            count(request, place);
        }
    }

    /** Adds reports that observers of one kind sent elsewhere; its outermost instants apart. */
    void addAll(ArrivalGain gain, boolean byServer) {
        gain.bySecond().forEach((second, figures) -> {
            int place = placeOf(second);
            if (second >= seconds[place]) {
                turnTo(second, place);
                toldBy(byServer).add(place, figures);
                marksLeftOfAll[place] += figures.marks();
            }
        });
    }

    /** Adds the outermost instants of arrivals that were reported elsewhere. */
    void addAll(Moments moments) {
        first = moments.firstArrival().isBefore(first) ? moments.firstArrival() : first;
        newest = later(newest, moments.newestArrival());
        newestAdmission = later(newestAdmission, moments.newestAdmission());
    }

    /** The first arrival ever; empty before any. */
    public Optional<Instant> first() {
        return first.equals(Instant.MAX) ? Optional.empty() : Optional.of(first);
    }

    /** The newest arrival; empty before any. */
    public Optional<Instant> newest() {
        return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
    }

    /** The newest arrival that was reported at once; empty while the sources report only ends, or have gone back to that. */
    public Optional<Instant> newestAdmission() {
        boolean current =
                !newestAdmission.equals(Instant.MIN) && !newest.isAfter(newestAdmission.plus(ADMISSIONS_MAY_TRAIL));
        return current ? Optional.of(newestAdmission) : Optional.empty();
    }

    /**
     * Arrivals in the seconds that {@code [from, to)} touches: the largest of each kind of observer's admissions and ends. Not by second,
     * because a gateway and a server may see one request in different ones.
     */
    public long countBetween(Instant from, Instant to) {
        long end = to.getNano() == 0 ? to.getEpochSecond() : to.getEpochSecond() + 1;
        long most = 0;
        for (ToldArrivals kind : told) {
            most = Math.max(most, sumOf(kind.admitted, from.getEpochSecond(), end));
            most = Math.max(most, sumOf(kind.ended, from.getEpochSecond(), end));
        }
        return most;
    }

    /**
     * Arrivals in each second of {@code [from, to)}, by the observers that report most: one kind of event for all seconds, as
     * {@link #countBetween} takes it.
     *
     * @param from in seconds since 1970, as {@code to}
     */
    public int[] countsBetween(long from, long to) {
        int[] counts = {};
        long most = -1;
        for (ToldArrivals kind : told) {
            long admitted = sumOf(kind.admitted, from, to);
            long ended = sumOf(kind.ended, from, to);
            if (Math.max(admitted, ended) > most) {
                most = Math.max(admitted, ended);
                counts = admitted >= ended ? kind.admitted : kind.ended;
            }
        }
        int[] between = new int[(int) (to - from)];
        for (int i = 0; i < between.length && most > 0; i++) {
            int place = placeOf(from + i);
            between[i] = seconds[place] == from + i ? counts[place] : 0;
        }
        return between;
    }

    /** The longest stretch within {@code [from, to)} in which nothing arrived, in whole seconds. */
    public Duration longestGapBetween(Instant from, Instant to) {
        long longest = 0;
        long gap = 0;
        for (long second = from.getEpochSecond(); second < to.getEpochSecond(); second++) {
            gap = hasArrivals(second) ? 0 : gap + 1;
            longest = Math.max(longest, gap);
        }
        return Duration.ofSeconds(longest);
    }

    /** Whether every request admitted within the last {@link #KEPT} has ended. */
    public boolean everyAdmittedHasEnded(Instant now) {
        long oldest = now.minus(KEPT).getEpochSecond();
        for (int place = 0; place < SECONDS; place++) {
            if (seconds[place] >= oldest && openAt(place) > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Requests admitted in {@code [from, to)} that had not ended when the newest event was read; 0 where the source does not report
     * admissions.
     */
    public long unfinishedBetween(Instant from, Instant to) {
        long unfinished = 0;
        for (long second = from.getEpochSecond(); second < to.getEpochSecond(); second++) {
            int place = placeOf(second);
            unfinished += seconds[place] == second ? unfinishedAt(place) : 0;
        }
        return unfinished;
    }

    /**
     * Whether the sources of admissions report ends, too, so that an end can be matched with an admission: in some second all admitted have
     * ended. Ids of different sources never match.
     */
    public boolean endsMatchAdmissions() {
        for (ToldArrivals kind : told) {
            for (int place = 0; place < SECONDS; place++) {
                if (kind.admitted[place] > 0 && !isOpen(kind, place)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether no end is reported by any source: then all admitted requests are assumed to run. */
    public boolean noneHasEnded() {
        return Arrays.stream(told).allMatch(kind -> Arrays.stream(kind.ended).allMatch(count -> count == 0));
    }

    long bytes() {
        return 128
                + (long) SECONDS * 2 * Long.BYTES
                + Arrays.stream(told).mapToLong(ToldArrivals::bytes).sum();
    }

    private boolean hasArrivals(long second) {
        int place = placeOf(second);
        boolean arrived = false;
        for (ToldArrivals kind : told) {
            arrived |= kind.admitted[place] > 0 || kind.ended[place] > 0;
        }
        return arrived && seconds[place] == second;
    }

    /** Kinds of observers of whose admissions in a second some are open. */
    private int openAt(int place) {
        int open = 0;
        for (ToldArrivals kind : told) {
            open += isOpen(kind, place) ? 1 : 0;
        }
        return open;
    }

    private long unfinishedAt(int place) {
        long most = 0;
        for (ToldArrivals kind : told) {
            long left = isOpen(kind, place) ? kind.admitted[place] - kind.ended[place] : 0;
            most = Math.max(most, left);
        }
        return most;
    }

    private boolean isOpen(ToldArrivals kind, int place) {
        return kind.admitted[place] > 0 && kind.marksLeft[place] != 0 && marksLeftOfAll[place] != 0;
    }

    private long sumOf(int[] counts, long from, long end) {
        long sum = 0;
        for (long second = from; second < end; second++) {
            int place = placeOf(second);
            sum += seconds[place] == second ? counts[place] : 0;
        }
        return sum;
    }

    private ToldArrivals toldBy(boolean byServer) {
        ToldArrivals known = byServer ? byServers : byOthers;
        if (known != null) {
            return known;
        }
        ToldArrivals fresh = new ToldArrivals();
        if (byServer) {
            byServers = fresh;
        } else {
            byOthers = fresh;
        }
        // Servers first, whichever kind reported first: of two with equal counts, the same is read in any order of
        // events.
        told = Stream.of(byServers, byOthers).filter(Objects::nonNull).toArray(ToldArrivals[]::new);
        return fresh;
    }

    private void turnTo(long second, int place) {
        if (second > seconds[place]) {
            seconds[place] = second;
            marksLeftOfAll[place] = 0;
            for (ToldArrivals kind : told) {
                kind.clear(place);
            }
        }
    }

    private void count(RequestObservation request, int place) {
        long mark = markOf(request);
        ToldArrivals kind = toldBy(request.observer().isServer());
        if (request.phase() == Phase.ADMITTED) {
            int sequences = sequencesOf(request);
            kind.admit(place, mark, sequences);
            marksLeftOfAll[place] += mark * sequences;
        } else {
            kind.end(place, mark);
            marksLeftOfAll[place] -= mark;
        }
    }

    /** The same for the admission of a request and for the ends of its sequences. */
    static long markOf(RequestObservation request) {
        return request.id().high();
    }

    /** How many it admits: each will end by itself. */
    static int sequencesOf(RequestObservation admitted) {
        return admitted.tokens().sequences().orElse(1);
    }

    private static int placeOf(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
