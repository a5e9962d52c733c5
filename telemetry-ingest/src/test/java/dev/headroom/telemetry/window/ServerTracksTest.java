// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.ServerReading;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** Which engines are remembered, and for how long. */
class ServerTracksTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int HOUR = 3_600;

    static {
        // Records keep their fields' places to themselves; JOL must find them by looking.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private final ServerTracks tracks = new ServerTracks();

    @Test
    void givesUpNoEngineThatIsScrapedForOneThatIsTooMany() {
        for (int second = 0; second <= 60; second += 5) {
            for (int i = 0; i < ServerTracks.MOST + 10; i++) {
                scrape("pod-" + i, second, 1);
            }
        }

        assertThat(tracks.all()).hasSize(ServerTracks.MOST);
        assertThat(tracks.all()).allMatch(track -> track.newest().at().equals(at(60)));
        assertThat(tracks.refusedSince(at(40))).isEqualTo(10);
    }

    @Test
    void givesASilentEnginesPlaceToOneThatIsRefused() {
        for (int i = 0; i < ServerTracks.MOST; i++) {
            scrape("pod-" + i, 0, 0);
        }
        scrape("late", 60, 1);
        assertThat(tracks.refusedSince(at(60))).isEqualTo(1);

        scrape("late", 121, 1);

        assertThat(tracks.refusedSince(at(60))).isZero();
        assertThat(tracks.all()).hasSize(ServerTracks.MOST);
    }

    @Test
    void remembersWhoFellSilentWithRequestsInHand() {
        scrape("busy", 0, 3);
        scrape("empty", 0, 0);
        scrape("other", HOUR, 1);

        assertThat(tracks.all()).hasSize(1);
        assertThat(tracks.fallenBefore(at(HOUR))).containsExactly("busy");

        scrape("busy", HOUR, 1);
        assertThat(tracks.fallenBefore(at(HOUR))).isEmpty();
    }

    @Test
    void forgetsThemWhenTheyWereReplaced() {
        scrape("busy", 0, 3);
        scrape("other", 100, 1);

        tracks.accountUntil(at(90));

        assertThat(tracks.fallenBefore(at(90))).isEmpty();
        assertThat(tracks.fallenBefore(at(HOUR))).containsExactly("other");
    }

    @Test
    void remembersNoMoreOfThemThanItsBound() {
        for (int i = 0; i < 2_000; i++) {
            scrape("pod-" + i, HOUR * i, 3);
        }

        assertThat(tracks.fallenBefore(at(HOUR * 2_000))).hasSizeLessThanOrEqualTo(257);
        assertThat(GraphLayout.parseInstance(tracks).totalSize()).isLessThan(64 * 1024);
    }

    @Test
    void believesTheNewestStatementOfLimitsWhateverTheOrder() {
        state("pod", 10, 500);
        state("pod", 20, 300);
        scrape("pod", 30, 1);
        state("pod", 5, 700);

        assertThat(tracks.all())
                .singleElement()
                .satisfies(track -> assertThat(track.limits()).isEqualTo(new ServerLimits(OptionalLong.of(300))));
    }

    @Test
    void takesForAThousandEnginesWhatItsDocumentationSays() {
        for (int second = 0; second <= 900; second += 5) {
            for (int i = 0; i < 1_000; i++) {
                scrape("pod-" + i, second, 1);
            }
        }

        long bytes = GraphLayout.parseInstance(tracks).totalSize();

        assertThat(bytes).isBetween(4_300_000L, 4_900_000L);
        assertThat((double) tracks.bytes()).isBetween(0.8 * bytes, 1.2 * bytes);
    }

    private void state(String replica, int second, long kvTokens) {
        tracks.add(
                replica,
                new ServerReading(
                        Origin.UNKNOWN,
                        "0",
                        at(second),
                        ServerGauges.UNKNOWN,
                        ServerCounters.UNKNOWN,
                        new ServerLimits(OptionalLong.of(kvTokens))),
                at(second));
    }

    private void scrape(String replica, int second, long running) {
        tracks.add(
                replica,
                new ServerReading(
                        Origin.UNKNOWN,
                        "0",
                        at(second),
                        new ServerGauges(OptionalLong.of(running), OptionalLong.of(0), OptionalDouble.empty()),
                        ServerCounters.UNKNOWN),
                at(second));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
