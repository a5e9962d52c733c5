// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Servers whose counters fall, are missing, or do not count who gives up, from the bytes of their scrapes to the plan. */
class WhatServersCannotShowTest {
    private static final int SCRAPED_EVERY = 5;

    private final Decoder metrics = new ServerMetricsDecoder();
    private final Decoder spans = new OtlpSpanDecoder();
    private final Headroom headroom = new Headroom(1, 40, "fallback", Story.START);
    private final List<Moment> moments = new ArrayList<>();
    private long number;

    @Test
    void aSeriesThatIsMissingOnceAddsNoReplica() {
        headroom.clusterWants(2);
        for (int t = 0; t <= 1_100; t++) {
            end(t, 10);
            long missing = t == 800 ? 100_000 : 0;
            if (t % SCRAPED_EVERY == 0) {
                long finished = 5_000_000 + 10L * t;
                scrape("pod-0", t, 20, 0, finished - missing, finished + 20);
            }
            plan(t);
        }

        assertThat(answersFrom(700)).containsOnly(answerAt(790));
        assertThat(momentsWhere(t -> t > 300))
                .allSatisfy(moment -> assertThat(moment.rate()).isBetween(9.0, 11.0));
    }

    @Test
    void aQueueThatIsDroppedLowersNoPlan() {
        // 40 a second at four servers, of which spans tell of a tenth; at 300 s a gateway drops the 1,600 that wait.
        headroom.clusterWants(4);
        for (int t = 0; t <= 480; t++) {
            end(t, 4);
            for (int server = 0; server < 4 && t % SCRAPED_EVERY == 0; server++) {
                scrape("pod-" + server, t, 20, t >= 200 && t < 300 ? 400 : 0, 10L * t, 10L * t + 20);
            }
            plan(t);
        }

        // Three carry 40 a second by what was learnt by then; what was dropped must make nothing of the rate less.
        assertThat(answersFrom(120)).allMatch(answer -> answer >= 3);
        assertThat(momentsWhere(t -> t >= 120)).allSatisfy(moment -> {
            ArrivalRate rate = moment.plan().basis().evidence().arrivals().orElseThrow();
            assertThat(rate.whole() ? rate.perSecond() : 40).isGreaterThan(38);
        });
    }

    @Test
    void clientsThatGiveUpInTheQueueLowerNoPlan() {
        // 12.8 a second are served; 40 come for a while, and who has waited for 15 s is gone.
        headroom.clusterWants(1);
        double queue = 0;
        double done = 0;
        double owed = 0;
        for (int t = 0; t <= 1_200; t++) {
            double arriving = t < 300 ? 10 : 40;
            double served = Math.min(12.8, queue + arriving);
            queue = Math.min(queue + arriving - served, 15 * arriving);
            done += served;
            owed += served;
            end(t, (int) owed);
            owed -= (int) owed;
            if (t % SCRAPED_EVERY == 0) {
                scrape("pod-0", t, 128, Math.round(queue), Math.round(done), Math.round(done) + 128);
            }
            plan(t);
        }

        int most = answersFrom(300).stream().max(Integer::compare).orElseThrow();
        assertThat(most).isGreaterThanOrEqualTo(3);
        assertThat(answersFrom(500)).containsOnly(most);
        assertThat(moments.get(moments.size() - 1)
                        .snapshot()
                        .arrivals()
                        .orElseThrow()
                        .whole())
                .isFalse();
    }

    @Test
    void aRollingUpdateToServersThatDoNotCountLowersNoPlan() {
        // 80 a second at eight servers; spans tell of one in forty.
        headroom.clusterWants(8);
        headroom.clusterShowsReady(8);
        for (int t = 0; t <= 1_500; t++) {
            end(t, 2);
            int updated = t < 300 ? 0 : Math.min(8, (t - 300) / 60);
            for (int server = 0; server < 8 && t % SCRAPED_EVERY == 0; server++) {
                if (server < updated) {
                    scrapeOfGauges("new-" + server, t, 20, 0);
                } else {
                    scrape("old-" + server, t, 20, 0, 10L * t, 10L * t + 20);
                }
            }
            plan(t);
        }

        int before = answerAt(290);
        assertThat(answersFrom(290)).allMatch(answer -> answer >= before);
        assertThat(moments.get(800).snapshot().state().cause())
                .contains("8 of 8 engines do not show how many requests they finished");
    }

    @Test
    void aScrapingClockThatIsBehindIsPlannedWith() {
        headroom.clusterWants(2);
        headroom.clusterShowsReady(2);
        for (int t = 0; t <= 900; t++) {
            for (int server = 0; server < 2 && t % SCRAPED_EVERY == 0; server++) {
                byte[] record = page("pod-" + server, t - 26, 20, 0)
                        .withFinished(10L * t)
                        .withFirstTokens(10L * t + 20)
                        .toRecord();
                headroom.read(metrics, record, at(t));
            }
            end(t, 20);
            plan(t);
        }

        assertThat(momentsWhere(t -> t > 120)).allSatisfy(moment -> {
            assertThat(moment.state()).isEqualTo("fresh");
            assertThat(moment.rate()).isBetween(19.0, 21.0);
        });
        assertThat(moments.get(900).snapshot().state().cause())
                .contains("the scrape clock of pod-0 and 1 more is 26 s behind");
    }

    private void end(int second, int requests) {
        for (int i = 0; i < requests; i++) {
            Instant end = at(second).plusMillis(1_000L * i / requests);
            headroom.read(spans, Telemetry.span(number++, end.minusSeconds(2), end, "pod-0"), at(second));
        }
    }

    private void scrape(String pod, int second, long running, long waiting, long finished, long firstTokens) {
        byte[] record = page(pod, second, running, waiting)
                .withFinished(finished)
                .withFirstTokens(firstTokens)
                .toRecord();
        headroom.read(metrics, record, at(second));
    }

    private void scrapeOfGauges(String pod, int second, long running, long waiting) {
        byte[] record = page(pod, second, running, waiting)
                .without("vllm:request_success_total")
                .without("vllm:time_to_first_token_seconds")
                .toRecord();
        headroom.read(metrics, record, at(second));
    }

    private static VllmMetricsFixture page(String pod, int second, long running, long waiting) {
        return VllmMetricsFixture.scrapedAt(at(second))
                .ofPod(pod, pod)
                .withGauges((double) running, (double) waiting, 0.3);
    }

    private void plan(int second) {
        moments.add(headroom.planAt(at(second)));
    }

    private int answerAt(int second) {
        return moments.get(second).answer();
    }

    private List<Integer> answersFrom(int second) {
        return momentsWhere(t -> t >= second).stream().map(Moment::answer).toList();
    }

    private List<Moment> momentsWhere(IntPredicate second) {
        List<Moment> some = new ArrayList<>();
        for (int t = 0; t < moments.size(); t++) {
            if (second.test(t)) {
                some.add(moments.get(t));
            }
        }
        return some;
    }

    private static Instant at(int second) {
        return Story.START.plusSeconds(second);
    }
}
