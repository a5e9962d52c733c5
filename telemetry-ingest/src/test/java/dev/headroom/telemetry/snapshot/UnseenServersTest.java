// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.snapshot.ScrapedWorkload.Shown.finished;
import static dev.headroom.telemetry.snapshot.ScrapedWorkload.Shown.onlyGauges;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that are not scraped, not understood, too many, or scraped by a wrong clock. */
class UnseenServersTest {
    private static final int HOUR = 3_600;

    private final ScrapedWorkload workload = new ScrapedWorkload();

    @Test
    void readyReplicasThatNobodyScrapesAreMissedForAsLongAsTheyAreReady() {
        workload.showsReady(6);
        scrapeUntil(HOUR, 6, 3, 600);

        ArrivalRate rate = workload.rateAt(HOUR + 1);

        assertThat(rate.whole()).isFalse();
        assertThat(rate.completeness()).isEqualTo(0.5);
        assertThat(workload.causeAt(HOUR + 1))
                .contains("3 of 6 ready replicas are not scraped, so scale-down is blocked");
    }

    @Test
    void alsoThoseThatWereNeverScraped() {
        workload.showsReady(7);
        scrapeUntil(600, 3, 3, 0);

        ArrivalRate rate = workload.rateAt(601);

        assertThat(rate.whole()).isFalse();
        assertThat(rate.completeness()).isCloseTo(3 / 7.0, within(1e-9));
        assertThat(workload.causeAt(601)).contains("4 of 7 ready replicas are not scraped");
    }

    @Test
    void aWorkloadOfWhichNobodyWasEverScrapedIsJudgedByItsEventsAlone() {
        workload.showsReady(2);
        for (int i = 0; i < 4_000; i++) {
            workload.completed(i, "pod-0", ScrapedWorkload.at(i / 10.0), Duration.ofSeconds(1));
        }

        assertThat(workload.rateAt(400).whole()).isTrue();
    }

    @Test
    void whereNoPodsAreSeenTheMissingAreRememberedWhileTheyAreWanted() {
        workload.wants(6);
        scrapeUntil(HOUR, 6, 3, 600);

        assertThat(workload.rateAt(HOUR + 1).whole()).isFalse();
        assertThat(workload.rateAt(HOUR + 1).completeness()).isEqualTo(0.5);
        assertThat(workload.causeAt(HOUR + 1)).contains("3 replicas fell silent with requests in flight");

        workload.wants(3);
        assertThat(workload.rateAt(HOUR + 1).whole()).isTrue();
    }

    @Test
    void alsoWhenOthersCame() {
        workload.wants(6);
        scrapeUntil(HOUR, 6, 3, 600);
        workload.wants(8);
        for (int t = HOUR; t <= HOUR + 120; t += 5) {
            for (int server = 0; server < 5; server++) {
                String name = server < 3 ? "pod-" + server : "pod-later-" + server;
                workload.scrape(name, t, finished(4, 0, 3L * t));
            }
        }

        assertThat(workload.rateAt(HOUR + 121).whole()).isFalse();
    }

    @Test
    void thoseThatWereReplacedAreNotMissedWhenMoreAreWantedLater() {
        workload.wants(2);
        scrapeUntil(300, 2, 0, 200);
        for (int t = 200; t <= HOUR; t += 5) {
            workload.scrape("new-0", t, finished(4, 0, 3L * (t - 200)));
            workload.scrape("new-1", t, finished(4, 0, 3L * (t - 200)));
            workload.readAt(t + 1);
        }
        workload.wants(3);

        assertThat(workload.rateAt(HOUR + 1).whole()).isTrue();
    }

    @Test
    void enginesThatDoNotCountAreNotTakenForIdle() {
        workload.showsReady(2);
        for (int t = 0; t <= 900; t += 5) {
            workload.scrape("a", t, finished(8, 0, 10L * t));
            if (t < 300) {
                workload.scrape("b", t, finished(8, 0, 10L * t));
            } else {
                workload.scrape("c", t, onlyGauges(8, 0));
            }
        }

        ArrivalRate rate = workload.rateAt(901);

        assertThat(rate.perSecond()).isCloseTo(10, within(0.5));
        assertThat(rate.whole()).isFalse();
        assertThat(rate.completeness()).isEqualTo(0.5);
        assertThat(workload.causeAt(901)).contains("1 of 2 engines does not show how many requests it finished");
    }

    @Test
    void oneThatCeasesToCountHoldsNothingBack() {
        for (int t = 0; t <= 900; t += 5) {
            workload.scrape("a", t, finished(8, 0, 10L * t));
            workload.scrape("b", t, t < 600 ? finished(8, 0, 10L * t) : onlyGauges(8, 0));
        }

        assertThat(workload.rateAt(901).to()).isEqualTo(ScrapedWorkload.at(900));
        assertThat(workload.rateAt(901).whole()).isFalse();
    }

    @Test
    void fewEndsAreNotBelievedOfServersThatHoldMany() {
        // One request in forty is told of; the servers hold 160, each for 2 s.
        for (int t = 0; t <= 600; t += 5) {
            for (int server = 0; server < 8; server++) {
                workload.scrape("pod-" + server, t, onlyGauges(20, 0));
            }
        }
        for (int i = 0; i < 1_200; i++) {
            workload.completed(i, "pod-0", ScrapedWorkload.at(i / 2.0 - 2), Duration.ofSeconds(2));
        }

        assertThat(workload.rateAt(601).whole()).isFalse();
    }

    @Test
    void enoughEndsAreBelievedOfServersThatDoNotCount() {
        for (int t = 0; t <= 600; t += 5) {
            workload.scrape("a", t, onlyGauges(20, 0));
        }
        for (int i = 0; i < 6_000; i++) {
            workload.completed(i, "a", ScrapedWorkload.at(i / 10.0 - 2), Duration.ofSeconds(2));
        }

        ArrivalRate rate = workload.rateAt(601);

        assertThat(rate.source()).isEqualTo(ArrivalSource.ENDS);
        assertThat(rate.whole()).isTrue();
    }

    @Test
    void countsAThousandEngines() {
        scrapeEngines(1_000, 200);

        ArrivalRate rate = workload.rateAt(203);

        assertThat(rate.perSecond()).isCloseTo(2_000, within(20.0));
        assertThat(rate.whole()).isTrue();
    }

    @Test
    void saysHowManyEnginesAreTooMany() {
        scrapeEngines(1_040, 200);

        ArrivalRate rate = workload.rateAt(203);

        assertThat(rate.perSecond()).isCloseTo(2_048, within(20.0));
        assertThat(rate.whole()).isFalse();
        assertThat(rate.completeness()).isCloseTo(1_024 / 1_040.0, within(1e-9));
        assertThat(workload.readAt(203).servers().load().inFlight()).isEmpty();
        assertThat(workload.causeAt(203)).contains("16 engines are above the limit of 1024 and not counted");
    }

    @Test
    void aClockThatIsBehindIsNoSilence() {
        for (int t = 0; t <= 600; t += 5) {
            workload.scrapeReadAt("a", t - 26, t, finished(8, 0, 10L * t));
            workload.scrapeReadAt("b", t, t, finished(8, 0, 10L * t));
        }

        WorkloadSnapshot read = workload.readAt(601);

        assertThat(read.state().word()).isEqualTo("fresh");
        assertThat(read.state().cause()).contains("the scrape clock of a is 26 s behind");
        assertThat(read.arrivals().orElseThrow().perSecond()).isCloseTo(20, within(0.5));
        assertThat(read.arrivals().orElseThrow().to()).isEqualTo(ScrapedWorkload.at(600));
        assertThat(read.servers().heartbeat()).hasValue(ScrapedWorkload.at(600));
    }

    @Test
    void aClockIsToldByThePodsNameAndNotByItsUid() {
        for (int t = 0; t <= 600; t += 5) {
            workload.scrapeOfPodReadAt("3f2a-uid", "chat-7d9f-x2", t - 26, t, finished(8, 0, 10L * t));
        }

        assertThat(workload.causeAt(601)).contains("the scrape clock of chat-7d9f-x2 is 26 s behind");
    }

    @Test
    void textThatIsNoPodsNameIsNotShown() {
        for (int t = 0; t <= 600; t += 5) {
            workload.scrapeOfPodReadAt("3f2a-uid", "chat\nERROR all is lost", t - 26, t, finished(8, 0, 10L * t));
        }

        assertThat(workload.causeAt(601)).contains("the scrape clock of 3f2a-uid is 26 s behind");
    }

    @Test
    void aServerThatDiesIsDarkWhateverItsClockSays() {
        for (int t = 0; t <= 600; t += 5) {
            workload.scrapeReadAt("a", t - 26, t, finished(8, 0, 10L * t));
        }

        assertThat(workload.readAt(619).state().word()).isEqualTo("fresh");
        assertThat(workload.readAt(622).state().word()).isEqualTo("dark");
    }

    @Test
    void aClockThatIsAheadKeepsNobodyAlive() {
        for (int t = 0; t <= 600; t += 5) {
            workload.scrapeReadAt("a", t + 25, t, finished(8, 0, 10L * t));
        }

        WorkloadSnapshot read = workload.readAt(601);

        assertThat(read.state().cause()).contains("the scrape clock of a is 25 s ahead");
        assertThat(read.arrivals().orElseThrow().to()).isEqualTo(ScrapedWorkload.at(600));
        assertThat(workload.readAt(622).state().word()).isEqualTo("dark");
    }

    @Test
    void whatComesALittleLateIsNoMatterOfClocks() {
        for (int t = 0; t <= 600; t += 5) {
            workload.scrapeReadAt("a", t, t + 3 + t % 3, finished(8, 0, 10L * t));
        }

        assertThat(workload.causeAt(604)).doesNotContain("clock");
        assertThat(workload.rateAt(604).to()).isEqualTo(ScrapedWorkload.at(600));
    }

    @Test
    void whatIsReadLongAfterItWasShownIsNoHeartbeat() {
        // The broker kept it; the server has been dead for two minutes.
        for (int t = 0; t <= 480; t += 5) {
            workload.scrapeReadAt("a", t, 600, finished(8, 0, 10L * t));
        }

        assertThat(workload.readAt(601).state().word()).isEqualTo("dark");
    }

    /** From {@code seenAllUntil} on only the first {@code seen} are scraped. */
    private void scrapeUntil(int until, int servers, int seen, int seenAllUntil) {
        for (int t = 0; t <= until; t += 5) {
            for (int server = 0; server < (t < seenAllUntil ? servers : seen); server++) {
                workload.scrape("pod-" + server, t, finished(4, 0, 3L * t));
            }
        }
    }

    private void scrapeEngines(int engines, int until) {
        for (int t = 0; t <= until; t += 5) {
            for (int e = 0; e < engines; e++) {
                workload.scrape("pod-" + e / 8, "" + e % 8, t + e * 0.002, finished(4, 0, 1_000_000 + 2L * t));
            }
        }
    }
}
