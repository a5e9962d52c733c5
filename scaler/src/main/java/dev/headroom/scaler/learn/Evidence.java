// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What was seen of one class of hardware, by place. */
final class Evidence {
    /** Places kept; traffic of one kind makes a dozen. */
    static final int MOST_PLACES = 40;

    /** A place that was not visited for so long counts half: long enough for the next evening's peak to find the last one's. */
    private static final double HALF_LIFE_MILLIS = 12 * 3600e3;

    private final List<Place> places = new ArrayList<>();
    private long latestMillis;

    /** How much a place still counts, 0 to 1. */
    static double keptShare(Place place, long nowMillis) {
        double age = nowMillis - place.seenMillis;
        return age < HALF_LIFE_MILLIS / 24 ? 1 : Math.pow(0.5, age / HALF_LIFE_MILLIS);
    }

    /** The place of a sight, made where there is none; the one that counts least makes room. */
    Place placeOf(Sight sight, double inFlight) {
        long key = Place.keyOf(sight, inFlight);
        latestMillis = Math.max(latestMillis, sight.at().toEpochMilli());
        Place place = null;
        for (Place known : places) {
            if (known.key == key) {
                place = known;
            }
        }
        if (place == null) {
            place = new Place(key);
            if (places.size() >= MOST_PLACES) {
                places.stream()
                        .min(Comparator.comparingDouble(known -> keptShare(known, latestMillis) * known.tokensWeight))
                        .ifPresent(places::remove);
            }
            places.add(place);
        }
        place.seenMillis = Math.max(place.seenMillis, sight.at().toEpochMilli());
        return place;
    }

    /** Takes back a place from memory. */
    void restore(Place place) {
        places.add(place);
        latestMillis = Math.max(latestMillis, place.seenMillis);
    }

    void clear() {
        places.clear();
    }

    Collection<Place> places() {
        return places;
    }

    /** The moment of the latest sight. */
    long latestMillis() {
        return latestMillis;
    }
}
