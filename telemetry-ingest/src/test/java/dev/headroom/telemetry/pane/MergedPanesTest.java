// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import static dev.headroom.telemetry.pane.RandomTelemetry.CHAT;
import static dev.headroom.telemetry.pane.RandomTelemetry.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.sketch.QuantileSketch;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.window.PaneBuilder;
import dev.headroom.telemetry.window.WorkloadPane;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Panes that any number of processes write, read back and merged in any order, make the window that one process would have. */
class MergedPanesTest {
    private static final Writer WRITER = new Writer("ingest-a", 1, START);

    /** The replicas' panes are compared by what is read of them: rings that nobody reads any more go when there is an occasion. */
    private static final String[] COMPARED_BY_READING = {"replicaPanes"};

    /** A sketch may have room that it does not need: equal is what it holds. */
    @Property(tries = 25)
    void makeTheWindowThatOneProcessWouldHave(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int processes, @ForAll boolean brief) {
        SplittableRandom random = new SplittableRandom(seed);
        int span = brief ? 40 : 900;
        List<RandomTelemetry.Told> told = new RandomTelemetry(seed, span).of(random.nextInt(600), random.nextInt(300));
        Instant end = START.plusSeconds(span + 31);

        List<byte[]> records = written(told, processes, random);
        WorkloadWindow merged = new WorkloadWindow();
        WorkloadWindows mergedToo = windows(end);
        while (!records.isEmpty()) {
            PaneRecord.Gained gained = gainedBy(records.remove(random.nextInt(records.size())));
            assertThat(gained.workload()).isEqualTo(CHAT);
            merged.merge(gained.pane());
            mergedToo.merge(CHAT, gained.pane());
        }

        WorkloadWindow direct = new WorkloadWindow();
        WorkloadWindows directToo = windows(end);
        told.forEach(one -> one.to(new IntoWindow(direct)));
        told.forEach(one -> one.to(directToo));
        assertThat(merged)
                .usingRecursiveComparison()
                .withEqualsForType(QuantileSketch::equals, QuantileSketch.class)
                .ignoringFields(COMPARED_BY_READING)
                .isEqualTo(direct);
        for (Instant now : List.of(end, end.plusSeconds(7), end.minusSeconds(12))) {
            assertThat(mergedToo.readAt(CHAT, now)).isEqualTo(directToo.readAt(CHAT, now));
            assertThat(mergedToo.replicaLoads(CHAT, now)).isEqualTo(directToo.replicaLoads(CHAT, now));
            Interval minute = new Interval(now.minusSeconds(200), now.minusSeconds(140));
            assertThat(mergedToo.settledRate(CHAT, minute, now)).isEqualTo(directToo.settledRate(CHAT, minute, now));
        }
    }

    @Property(tries = 20)
    void areTheSameBytesWhateverTheOrderOfWhatTheyHold(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // Readings keep their order, which is no matter to a window.
        // Within 80 s, which is how far back replicas' own panes are kept: what is later than that is dropped, or not,
        // by the order.
        List<RandomTelemetry.Told> told = new RandomTelemetry(seed, 40).of(1 + random.nextInt(200), 0);

        PaneBuilder one = new PaneBuilder();
        told.forEach(each -> each.to(one));
        PaneBuilder other = new PaneBuilder();
        List<RandomTelemetry.Told> left = new ArrayList<>(told);
        while (!left.isEmpty()) {
            left.remove(random.nextInt(left.size())).to(other);
        }

        assertThat(bytesOf(one)).usingRecursiveComparison().isEqualTo(bytesOf(other));
    }

    @Property(tries = 4)
    void areAsGoodInParts(@ForAll long seed) {
        PaneBuilder builder = new PaneBuilder();
        new RandomTelemetry(seed, 900).of(400, 100).forEach(one -> one.to(builder));
        WorkloadPane pane = builder.take().get(CHAT);

        Instant end = START.plusSeconds(900 + 31);
        WorkloadWindow inParts = new WorkloadWindow();
        WorkloadWindows inPartsToo = windows(end);
        List<dev.headroom.proto.pane.Pane> parts = PaneParts.of(pane, 4 << 10);
        for (dev.headroom.proto.pane.Pane part : parts) {
            inParts.merge(PaneReader.read(part));
            inPartsToo.merge(CHAT, PaneReader.read(part));
        }

        WorkloadWindow whole = new WorkloadWindow();
        whole.merge(pane);
        WorkloadWindows wholeToo = windows(end);
        wholeToo.merge(CHAT, pane);
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(inParts)
                .usingRecursiveComparison()
                .withEqualsForType(QuantileSketch::equals, QuantileSketch.class)
                .ignoringFields(COMPARED_BY_READING)
                .isEqualTo(whole);
        assertThat(inPartsToo.replicaLoads(CHAT, end)).isEqualTo(wholeToo.replicaLoads(CHAT, end));
    }

    @Test
    void wakeAWorkloadWhereTheyTellOfAdmissions() {
        List<WorkloadKey> woken = new ArrayList<>();
        WorkloadWindows windows = windows(START);
        windows.whenAdmitted(woken::add);
        PaneBuilder builder = new PaneBuilder();
        RequestFixture request = RequestFixture.request(1, START, Duration.ofSeconds(1));

        builder.absorb(CHAT, Optional.empty(), request.completed());
        windows.merge(CHAT, gainedBy(bytesOf(builder).get(0)).pane());
        assertThat(woken).isEmpty();

        builder.absorb(CHAT, Optional.empty(), request.admitted());
        windows.merge(CHAT, gainedBy(bytesOf(builder).get(0)).pane());
        assertThat(woken).containsExactly(CHAT);
    }

    @Test
    void areFewBytes() {
        PaneBuilder builder = new PaneBuilder();
        new RandomTelemetry(1, 1).of(100, 4).forEach(one -> one.to(builder));

        int bytes = bytesOf(builder).get(0).length;

        System.out.println("100 requests and 4 readings of 5 replicas in one pane: " + bytes + " bytes");
        assertThat(bytes).isLessThan(16 << 10);
    }

    private static List<byte[]> written(List<RandomTelemetry.Told> told, int processes, SplittableRandom random) {
        List<PaneBuilder> builders = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            builders.add(new PaneBuilder());
        }
        List<byte[]> records = new ArrayList<>();
        for (RandomTelemetry.Told one : told) {
            PaneBuilder builder = builders.get(random.nextInt(processes));
            one.to(builder);
            if (random.nextInt(40) == 0) {
                records.addAll(bytesOf(builder));
            }
        }
        builders.forEach(builder -> records.addAll(bytesOf(builder)));
        return records;
    }

    private static List<byte[]> bytesOf(PaneBuilder builder) {
        List<byte[]> records = new ArrayList<>();
        builder.take().forEach((workload, pane) -> records.addAll(PaneMessages.bytesOf(() -> WRITER, workload, pane)));
        return records;
    }

    private static PaneRecord.Gained gainedBy(byte[] record) {
        return PaneMessages.read(record).fold(gained -> gained, MergedPanesTest::fail, MergedPanesTest::fail);
    }

    private static PaneRecord.Gained fail(PaneRecord record) {
        throw new AssertionError("must hold a pane, was " + record);
    }

    private static WorkloadWindows windows(Instant end) {
        FeedStatus feed = new FeedStatus(START, Optional.of(end), true, Optional.empty());
        return new WorkloadWindows(() -> feed, ReplicaWatch.NONE, SnapshotSettings.DEFAULTS);
    }
}
