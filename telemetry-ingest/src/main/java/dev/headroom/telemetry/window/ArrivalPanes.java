// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Requests by the second in which they arrived. Admissions and ends are counted apart, for a source may tell of both and
 * another only of ends; the larger of the two is the second's arrivals, so that mixing sources never counts a request twice.
 *
 * <p>Whether every admitted request has ended is known without keeping ids: a second's admissions add a mark of 64 bits
 * each, their ends take it away, and what is left is 0 when all have ended. The order of events does not matter, memory does
 * not grow, and an end that never comes is forgotten with its second.
 */
public final class ArrivalPanes {
    /** 15 min, and 2 min for clocks that are ahead and reads that are behind. */
    static final int SECONDS = 1024;

    /** How far back arrivals are kept, seen from the newest. */
    public static final Duration KEPT = Duration.ofMinutes(15);

    /** When ends tell of arrivals this much newer than the newest admission, the source of admissions has fallen silent. */
    private static final Duration ADMISSIONS_MAY_TRAIL = Duration.ofSeconds(10);

    private final long[] seconds = new long[SECONDS];
    private final int[] admitted = new int[SECONDS];
    private final int[] ended = new int[SECONDS];
    private final long[] marksLeft = new long[SECONDS];
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

    /** The first arrival ever; empty before any. */
    public Optional<Instant> first() {
        return first.equals(Instant.MAX) ? Optional.empty() : Optional.of(first);
    }

    /** The newest arrival; empty before any. */
    public Optional<Instant> newest() {
        return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
    }

    /** The newest arrival that was told of at once; empty while the sources only tell of ends, or have gone back to that. */
    public Optional<Instant> newestAdmission() {
        boolean current =
                !newestAdmission.equals(Instant.MIN) && !newest.isAfter(newestAdmission.plus(ADMISSIONS_MAY_TRAIL));
        return current ? Optional.of(newestAdmission) : Optional.empty();
    }

    /**
     * Arrivals in the seconds that {@code [from, to)} touches: as many as were admitted, or as ended where more did. Not by
     * second, for a gateway and a server may see one request in different ones.
     */
    public long countBetween(Instant from, Instant to) {
        long end = to.getNano() == 0 ? to.getEpochSecond() : to.getEpochSecond() + 1;
        long admissions = 0;
        long ends = 0;
        for (long second = from.getEpochSecond(); second < end; second++) {
            int place = placeOf(second);
            if (seconds[place] == second) {
                admissions += admitted[place];
                ends += ended[place];
            }
        }
        return Math.max(admissions, ends);
    }

    /** The longest stretch within {@code [from, to)} in which nothing arrived, in whole seconds. */
    public Duration longestGapBetween(Instant from, Instant to) {
        long longest = 0;
        long gap = 0;
        for (long second = from.getEpochSecond(); second < to.getEpochSecond(); second++) {
            int place = placeOf(second);
            boolean arrived = seconds[place] == second && Math.max(admitted[place], ended[place]) > 0;
            gap = arrived ? 0 : gap + 1;
            longest = Math.max(longest, gap);
        }
        return Duration.ofSeconds(longest);
    }

    /** Whether every request admitted within the last {@link #KEPT} has ended. */
    public boolean everyAdmittedHasEnded(Instant now) {
        long oldest = now.minus(KEPT).getEpochSecond();
        for (int place = 0; place < SECONDS; place++) {
            if (seconds[place] >= oldest && admitted[place] > 0 && marksLeft[place] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Requests admitted in {@code [from, to)} that had not ended when the newest event was read; 0 where the source does not
     * tell of admissions.
     */
    public long unfinishedBetween(Instant from, Instant to) {
        long unfinished = 0;
        for (long second = from.getEpochSecond(); second < to.getEpochSecond(); second++) {
            int place = placeOf(second);
            if (seconds[place] == second && admitted[place] > 0 && marksLeft[place] != 0) {
                unfinished += Math.max(0, admitted[place] - ended[place]);
            }
        }
        return unfinished;
    }

    /**
     * Whether ends are told of by those who tell of admissions, so that an end can be known for that of an admission: in some
     * second all admitted have ended. Ids of different sources never match.
     */
    public boolean endsMatchAdmissions() {
        for (int place = 0; place < SECONDS; place++) {
            if (admitted[place] > 0 && marksLeft[place] == 0) {
                return true;
            }
        }
        return false;
    }

    long bytes() {
        return 128 + (long) SECONDS * (2 * Long.BYTES + 2 * Integer.BYTES);
    }

    private void turnTo(long second, int place) {
        if (second > seconds[place]) {
            seconds[place] = second;
            admitted[place] = 0;
            ended[place] = 0;
            marksLeft[place] = 0;
        }
    }

    private void count(RequestObservation request, int place) {
        if (request.phase() == Phase.ADMITTED) {
            // Each of its sequences will end by itself.
            int sequences = request.tokens().sequences().orElse(1);
            admitted[place] += sequences;
            marksLeft[place] += request.id().high() * sequences;
        } else {
            ended[place]++;
            marksLeft[place] -= request.id().high();
        }
    }

    private static int placeOf(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
