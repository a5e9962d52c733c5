// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.ServerReading;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Scrapes of a workload's servers, engine by engine, for at most {@link #MOST} engines. It also keeps the replicas that fell silent with
 * requests in flight, however long ago. An engine that is being scraped is never given up for another: an engine too many is refused, and
 * the refusal is recorded.
 */
public final class ServerTracks {
    /** More engines than any workload here runs: 128 replicas of 8 ranks. A thousand take 4.7 MB. */
    public static final int MOST = 1_024;

    /** An engine that was not scraped for as long as a window reaches back is gone for good: pods come and go. */
    private static final long KEPT_MILLIS = WorkloadWindow.SPAN.toMillis();

    /** An engine that was not scraped for this long may be given up where there are too many; six times a heartbeat. */
    private static final long SILENT_MILLIS = 120_000;

    /** More replicas that are missing at once than any cluster bears; 25 KB. */
    private static final int MOST_FALLEN = 256;

    /** Bytes of an entry of a hash map with a key of two names. */
    private static final long BYTES_OF_ENTRY = 96;

    private record Engine(String replica, String engine) implements Comparable<Engine> {
        @Override
        public int compareTo(Engine other) {
            int byReplica = replica.compareTo(other.replica);
            return byReplica != 0 ? byReplica : engine.compareTo(other.engine);
        }
    }

    /** In the order of their names: sums over them are the same to the last digit, whichever was scraped first. */
    private final SortedMap<Engine, EngineTrack> tracks = new TreeMap<>();

    /** Those for which there was no place, by when they were last scraped. */
    private final Map<Engine, Long> refused = new HashMap<>();

    /** Replicas without a track that held requests when they were last scraped, by when that was read; at most 256. */
    private final Map<String, Long> fallen = new HashMap<>();

    private long accountedMillis = Long.MIN_VALUE;

    ServerTracks() {}

    void add(String replica, ServerReading reading, Instant readAt) {
        ServerSample sample = ServerSample.of(reading, readAt);
        Engine engine = new Engine(replica, reading.engine());
        EngineTrack track = tracks.get(engine);
        if (track != null) {
            track.add(sample);
            track.state(reading.limits(), sample.atMillis());
            track.showAs(reading.origin().pod().name());
            return;
        }
        forgetUntil(sample.atMillis() - KEPT_MILLIS);
        if (tracks.size() >= MOST && !forgetASilentOne(sample.atMillis() - SILENT_MILLIS)) {
            refuse(engine, sample.atMillis());
            return;
        }
        refused.remove(engine);
        fallen.remove(replica);
        EngineTrack first = new EngineTrack(replica, sample);
        first.state(reading.limits(), sample.atMillis());
        first.showAs(reading.origin().pod().name());
        tracks.put(engine, first);
    }

    /** One track for each engine, by replica and engine. */
    public Collection<EngineTrack> all() {
        return List.copyOf(tracks.values());
    }

    /** The newest sample of any engine; empty while none was ever scraped. */
    public Optional<ServerSample> newest() {
        return tracks.values().stream().map(EngineTrack::newest).max(Comparator.comparingLong(ServerSample::atMillis));
    }

    /** Engines that were scraped since {@code from} and for which there was no place; at most {@link #MOST} are distinguished. */
    public long refusedSince(Instant from) {
        return refused.values().stream()
                .filter(atMillis -> atMillis >= from.toEpochMilli())
                .count();
    }

    /**
     * Replicas that held requests when they were last scraped, were not scraped since {@code silentSince}, and have not been
     * {@linkplain #accountUntil accounted for}.
     */
    public Set<String> fallenBefore(Instant silentSince) {
        Set<String> names = tracks.values().stream()
                .filter(ServerTracks::heldRequests)
                .filter(track -> track.newest().at().isBefore(silentSince))
                .filter(track -> track.newest().readMillis() > accountedMillis)
                .map(EngineTrack::replica)
                .collect(Collectors.toCollection(HashSet::new));
        names.addAll(fallen.keySet());
        tracks.values().stream()
                .filter(track -> !track.newest().at().isBefore(silentSince))
                .forEach(alive -> names.remove(alive.replica()));
        return names;
    }

    /** As many as are wanted have been scraped since: those that fell silent before {@code silentSince} were replaced. */
    public void accountUntil(Instant silentSince) {
        accountedMillis = Math.max(accountedMillis, silentSince.toEpochMilli() - 1);
        fallen.values().removeIf(readMillis -> readMillis <= accountedMillis);
    }

    long bytes() {
        return 64
                + (refused.size() + fallen.size()) * BYTES_OF_ENTRY
                + tracks.values().stream()
                        .mapToLong(track -> BYTES_OF_ENTRY + track.bytes())
                        .sum();
    }

    private void forgetUntil(long millis) {
        tracks.values().removeIf(track -> {
            boolean gone = track.newest().atMillis() < millis;
            if (gone) {
                remember(track);
            }
            return gone;
        });
        refused.values().removeIf(atMillis -> atMillis < millis);
    }

    private boolean forgetASilentOne(long beforeMillis) {
        Optional<Map.Entry<Engine, EngineTrack>> oldest = tracks.entrySet().stream()
                .filter(entry -> entry.getValue().newest().atMillis() < beforeMillis)
                .min(Comparator.comparingLong((Map.Entry<Engine, EngineTrack> entry) ->
                                entry.getValue().newest().atMillis())
                        .thenComparing(entry -> entry.getKey().replica())
                        .thenComparing(entry -> entry.getKey().engine()));
        oldest.ifPresent(entry -> {
            remember(entry.getValue());
            tracks.remove(entry.getKey());
        });
        return oldest.isPresent();
    }

    private void remember(EngineTrack track) {
        boolean missed = heldRequests(track) && track.newest().readMillis() > accountedMillis;
        if (missed && (fallen.size() < MOST_FALLEN || fallen.containsKey(track.replica()))) {
            fallen.merge(track.replica(), track.newest().readMillis(), Math::max);
        }
    }

    private void refuse(Engine engine, long atMillis) {
        if (refused.size() < MOST || refused.containsKey(engine)) {
            refused.merge(engine, atMillis, Math::max);
        }
    }

    private static boolean heldRequests(EngineTrack track) {
        return track.newest().inFlight().orElse(1) > 0;
    }
}
