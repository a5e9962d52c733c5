// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import static dev.headroom.telemetry.publish.FakeBroker.partition;
import static dev.headroom.telemetry.publish.FakeProcess.CHAT;
import static dev.headroom.telemetry.publish.FakeProcess.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.pane.PaneMessages;
import dev.headroom.telemetry.publish.FaultyWriter.Fault;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails and whoever dies: every request is in the panes once. */
class ReadingTurnTest {
    private static final long MILLIS = START.toEpochMilli();

    private static final List<Fault> FAULTS = List.of(Fault.values());

    private final FakeBroker broker = new FakeBroker();

    @ParameterizedTest
    @EnumSource(Fault.class)
    void countsEachRequestOnceWhereverItFails(Fault fault) {
        FakeProcess process = new FakeProcess(broker, "a");
        process.own(List.of(partition(0)));
        produce(0, 0, 10);
        turns(process, 4);

        produce(0, 10, 25);
        process.trouble.next = fault;
        turns(process, 4);
        produce(0, 25, 30);
        turns(process, 8);

        assertThat(endedInPanes()).isEqualTo(30);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE", "SENDING", "BEFORE_COMMIT", "AFTER_COMMIT"})
    void countsEachRequestOnceWhereAnotherTakesOver(Fault fault) {
        FakeProcess dying = new FakeProcess(broker, "a");
        dying.own(List.of(partition(0)));
        produce(0, 0, 20);
        dying.trouble.next = fault;
        for (int turn = 0; turn < 3 && dying.trouble.next == fault; turn++) {
            dying.turn();
        }

        FakeProcess heir = new FakeProcess(broker, "b");
        heir.own(List.of(partition(0)));
        turns(heir, 8);

        assertThat(endedInPanes()).isEqualTo(20);
    }

    @Test
    void knowsCopiesOfWhatItsPredecessorTookIn() {
        FakeProcess first = new FakeProcess(broker, "a");
        first.own(List.of(partition(0)));
        produce(0, 0, 20);
        turns(first, 6);

        FakeProcess heir = new FakeProcess(broker, "b");
        produce(0, 5, 25);
        heir.own(List.of(partition(0)));
        turns(heir, 8);

        assertThat(endedInPanes()).isEqualTo(25);
    }

    @Test
    void takesOverWhatNobodyWroteTo() {
        FakeProcess first = new FakeProcess(broker, "a");
        first.own(List.of(partition(0), partition(1)));
        produce(0, 0, 20);
        turns(first, 6);

        FakeProcess heir = new FakeProcess(broker, "b");
        heir.own(List.of(partition(0), partition(1)));
        produce(1, 20, 25);
        turns(heir, 6);

        assertThat(endedInPanes()).isEqualTo(25);
    }

    @Test
    void writesWhatItTookInBeforeItGivesAPartitionAway() {
        FakeProcess giving = new FakeProcess(broker, "a");
        giving.own(List.of(partition(0), partition(1)));
        produce(0, 0, 7);
        giving.turn();

        giving.own(List.of(partition(1)));

        assertThat(endedInPanes()).isEqualTo(7);
        assertThat(broker.commits.get(partition(0)).offset()).isEqualTo(7);
    }

    @Test
    void writesNothingOfPartitionsThatOthersHaveAlready() {
        FakeProcess late = new FakeProcess(broker, "a");
        late.own(List.of(partition(0)));
        produce(0, 0, 7);
        late.turn();
        FakeProcess heir = new FakeProcess(broker, "b");
        heir.own(List.of(partition(0)));

        late.turn();
        late.turn();
        late.lose();
        turns(heir, 4);

        assertThat(endedInPanes()).isEqualTo(7);
    }

    @Test
    void writesWhatItTookInBeforeItEnds() {
        FakeProcess process = new FakeProcess(broker, "a");
        process.own(List.of(partition(0)));
        produce(0, 0, 7);
        process.turn();

        process.own(List.of());
        process.close();

        assertThat(endedInPanes()).isEqualTo(7);
    }

    @Test
    void readsAllOfWhatItKeepsWhereItsAnswerIsLostAsItGivesAnotherAway() {
        FakeProcess giving = new FakeProcess(broker, "a");
        giving.own(List.of(partition(0), partition(1)));
        produce(0, 0, 5);
        produce(1, 5, 7);
        giving.turn();
        produce(1, 7, 10);
        giving.trouble.next = Fault.AFTER_COMMIT;

        giving.own(List.of(partition(1)));
        turns(giving, 4);

        assertThat(endedInPanes()).isEqualTo(10);
    }

    @Test
    void readsWhatComesBackThoughItWaitedWhenItGaveItAway() {
        FakeProcess process = new FakeProcess(broker, "a");
        process.own(List.of(partition(0)));
        produce(0, 0, 7);
        process.trouble.next = Fault.BEGINNING;
        turns(process, 2);
        process.trouble.next = Fault.OPENING;
        process.turn();

        process.own(List.of());
        process.turn();
        process.own(List.of(partition(0)));
        turns(process, 4);

        assertThat(endedInPanes()).isEqualTo(7);
    }

    @Property(tries = 60)
    void countsEachRequestOnceInAnyHistory(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FakeBroker any = new FakeBroker();
        FakeProcess[] pair = {new FakeProcess(any, "a0"), new FakeProcess(any, "b0")};
        share(pair, random.nextInt(3));
        Set<Integer> produced = new HashSet<>();
        for (int step = 0; step < 150; step++) {
            FakeProcess one = pair[random.nextInt(2)];
            switch (random.nextInt(12)) {
                case 0 -> one.trouble.next = FAULTS.get(random.nextInt(FAULTS.size()));
                case 1 -> share(pair, random.nextInt(3));
                case 2 -> {
                    int dead = random.nextInt(2);
                    pair[dead] = new FakeProcess(any, (dead == 0 ? "a" : "b") + step + 1);
                    pair[1 - dead].own(List.of(partition(0), partition(1)));
                }
                case 3, 4, 5, 6 -> {
                    // A request has its partition, and so have its copies.
                    int number = random.nextInt(400);
                    any.produce(number % 2, number, MILLIS);
                    produced.add(number);
                }
                default -> one.turn();
            }
        }
        // A new owner reads 150 records at most, 7 a turn, and reads them again where its commit fails.
        for (int turn = 0; turn < 60; turn++) {
            pair[0].turn();
            pair[1].turn();
        }

        assertThat(endedIn(any)).isEqualTo(produced.size());
    }

    /** In good order: who gives a partition away does so before another gets it. */
    private static void share(FakeProcess[] pair, int way) {
        List<List<Integer>> ofFirst = List.of(List.of(0, 1), List.of(0), List.of());
        List<Integer> first = ofFirst.get(way);
        List<Integer> second =
                List.of(0, 1).stream().filter(number -> !first.contains(number)).toList();
        for (int i = 0; i < 2; i++) {
            List<Integer> kept = i == 0 ? first : second;
            FakeProcess process = pair[i];
            process.own(kept.stream()
                    .map(FakeBroker::partition)
                    .filter(process.owned()::contains)
                    .toList());
        }
        pair[0].own(first.stream().map(FakeBroker::partition).toList());
        pair[1].own(second.stream().map(FakeBroker::partition).toList());
    }

    private void produce(int partition, int from, int to) {
        for (int number = from; number < to; number++) {
            broker.produce(partition, number, MILLIS);
        }
    }

    private static void turns(FakeProcess process, int turns) {
        for (int turn = 0; turn < turns; turn++) {
            process.turn();
        }
    }

    private long endedInPanes() {
        return endedIn(broker);
    }

    private static long endedIn(FakeBroker broker) {
        WorkloadWindow window = new WorkloadWindow();
        for (byte[] record : broker.panes) {
            PaneMessages.read(record)
                    .fold(
                            gained -> {
                                assertThat(gained.workload()).isEqualTo(CHAT);
                                window.merge(gained.pane());
                                return true;
                            },
                            reported -> false,
                            unreadable -> {
                                throw new AssertionError(unreadable.why());
                            });
        }
        return window.whole(START).requests().ended();
    }
}
