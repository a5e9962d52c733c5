// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.ServerReading;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a workload's servers showed when they were scraped, engine by engine, for the {@link #MOST} engines heard of last. */
public final class ServerTracks {
    /** More engines than any workload here runs. */
    static final int MOST = 256;

    /** An engine that was not scraped for as long as a window reaches back is gone for good: pods come and go. */
    private static final long KEPT_MILLIS = WorkloadWindow.SPAN.toMillis();

    private record Engine(String replica, String engine) {}

    private final Map<Engine, EngineTrack> tracks = new HashMap<>();

    ServerTracks() {}

    void add(String replica, ServerReading reading) {
        ServerSample sample = ServerSample.of(reading);
        Engine engine = new Engine(replica, reading.engine());
        EngineTrack track = tracks.get(engine);
        if (track != null) {
            track.add(sample);
            return;
        }
        forgetUntil(sample.atMillis() - KEPT_MILLIS);
        tracks.put(engine, new EngineTrack(replica, sample));
        if (tracks.size() > MOST) {
            forgetOldest();
        }
    }

    /** One track for each engine, in no order. */
    public Collection<EngineTrack> all() {
        return List.copyOf(tracks.values());
    }

    /** The newest sample of any engine; empty while none was ever scraped. */
    public Optional<ServerSample> newest() {
        return tracks.values().stream().map(EngineTrack::newest).max(Comparator.comparingLong(ServerSample::atMillis));
    }

    long bytes() {
        return 64
                + tracks.values().stream()
                        .mapToLong(track -> 96 + track.bytes())
                        .sum();
    }

    private void forgetUntil(long millis) {
        tracks.values().removeIf(track -> track.newest().atMillis() < millis);
    }

    private void forgetOldest() {
        tracks.entrySet().stream()
                .min(Comparator.comparingLong((Map.Entry<Engine, EngineTrack> entry) ->
                                entry.getValue().newest().atMillis())
                        .thenComparing(entry -> entry.getKey().replica())
                        .thenComparing(entry -> entry.getKey().engine()))
                .map(Map.Entry::getKey)
                .ifPresent(tracks::remove);
    }
}
