// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;

/** What became of the scored requests. */
final class RequestBook implements Watcher {
    private final Episode episode;
    private final BySignal<Samples> seconds = BySignal.of(signal -> new Samples());
    private Misses misses = Misses.NONE;
    private long scored;
    private long ended;
    private long killed;
    private long unfinished;

    RequestBook(Episode episode) {
        this.episode = episode;
    }

    @Override
    public void arrived(ServedRequest request) {
        scored += scores(request) ? 1 : 0;
    }

    @Override
    public void ended(ServedRequest request) {
        if (!scores(request)) {
            return;
        }
        ended++;
        misses = misses.plus(Misses.of(request, episode.promise()));
        if (request.failed()) {
            killed++;
            return;
        }
        seconds.values().forEach((signal, samples) -> samples.add(request.seconds(signal)));
    }

    @Override
    public void unfinished(ServedRequest request) {
        if (scores(request)) {
            unfinished++;
            misses = misses.plus(Misses.ONE_LOST);
        }
    }

    /** Of all the promise, among the requests that have ended so far. */
    double attainmentSoFar() {
        return misses.among(ended).all();
    }

    Outcome.Requests requests() {
        double good = (double) (scored - misses.all()) / episode.span().scoredSeconds();
        return new Outcome.Requests(scored, killed, unfinished, good);
    }

    Attainment attainment() {
        return misses.among(scored);
    }

    BySignal<Percentiles> latencies() {
        return BySignal.of(signal -> Percentiles.of(seconds.at(signal)));
    }

    private boolean scores(ServedRequest request) {
        return episode.span().scores(request.arrival().atSeconds());
    }
}
