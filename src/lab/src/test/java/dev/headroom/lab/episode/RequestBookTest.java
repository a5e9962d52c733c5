// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestBookTest {
    private final RequestBook book = new RequestBook(Episodes.of(List.of(), 100, 1, 1));

    @Test
    void countsAKilledRequestAsMissedInEachPart() {
        ServedRequest good = finished(new Arrival(1, 500, 100));
        ServedRequest killed = new ServedRequest(new Arrival(2, 500, 100));
        killed.fail(30);

        enter(good);
        enter(killed);

        assertThat(book.requests()).isEqualTo(new Outcome.Requests(2, 1, 0, 0.01));
        assertThat(book.attainment()).isEqualTo(new Attainment(0.5, BySignal.of(signal -> 0.5)));
    }

    @Test
    void measuresLatenciesOfFinishedRequestsOnly() {
        ServedRequest good = finished(new Arrival(1, 500, 100));
        ServedRequest killed = new ServedRequest(new Arrival(2, 500, 100));
        killed.fail(30);

        enter(good);
        enter(killed);

        assertThat(book.latencies().at(Signal.E2E).p99()).isEqualTo(good.endToEndSeconds());
        assertThat(book.latencies().at(Signal.TTFT).p50()).isEqualTo(good.timeToFirstTokenSeconds());
    }

    @Test
    void aSingleTokenHasNoTimeBetweenTokensToMiss() {
        enter(finished(new Arrival(1, 500, 1)));

        assertThat(book.attainment().of(Signal.ITL)).isEqualTo(1);
        assertThat(book.latencies().at(Signal.ITL).p50()).isNaN();
    }

    @Test
    void nobodyMissesAnythingWhereNobodyCame() {
        assertThat(book.attainment()).isEqualTo(new Attainment(1, BySignal.of(signal -> 1.0)));
    }

    private void enter(ServedRequest request) {
        book.arrived(request);
        book.ended(request);
    }

    private static ServedRequest finished(Arrival arrival) {
        Engine engine = new Engine(Episodes.SMALL_ENGINE, new SplittableRandom(1));
        ServedRequest request = new ServedRequest(arrival);
        engine.accept(request, arrival.atSeconds());
        engine.advanceTo(1000, done -> {});
        return request;
    }
}
