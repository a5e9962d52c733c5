// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.Signals;
import dev.headroom.lab.service.ChatPolicy;
import dev.headroom.lab.service.RunningService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** What processes of the service suffer. */
final class ReplicaChaos {
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Duration POLICIES_DIFFER = Duration.ofSeconds(20);
    private static final Duration ALL_DEAD = Duration.ofSeconds(60);
    private static final int MOST_TRIES = 2_000;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(17);
    private static final long ANSWERED_WITHIN_SECONDS = 10;
    /** Two of events, one of spans, one of scrapes. */
    private static final int PARTITIONS = 4;

    /** It goes on as if nothing had been. */
    static final ChaosFault PLANNER_PAUSED = ChaosFault.of(
                    "planner-paused",
                    StageKind.TWO_REPLICAS,
                    "SIGSTOP halts the replica that plans for all for 60 s, then SIGCONT",
                    "the other one plans meanwhile; afterwards one plans, and both answer alike",
                    ReplicaChaos::pausePlanner)
            .overWhen(ReplicaChaos::onePlans);

    static final ChaosFault PLANNER_KILLED = ChaosFault.of(
                    "planner-killed",
                    StageKind.TWO_REPLICAS,
                    "SIGKILL ends the replica that plans for all",
                    "the other one goes on answering, and plans",
                    (stage, notes) -> {
                        WatchedReplica planner = stage.planner();
                        planner.hold(true);
                        planner.service().kill();
                        stage.gone(planner);
                    })
            .overWhen(ReplicaChaos::onePlans)
            .restoredBy((stage, notes) -> {
                stage.startReplica();
                stage.awaitReady();
            });

    /** As while a folder of files is rolled out. */
    static final ChaosFault TWO_POLICIES = ChaosFault.of(
            "two-policies",
            StageKind.TWO_REPLICAS,
            "the replica that does not plan is restarted with a policy that would take half as many replicas, for 20 s",
            "both answer what the one plans",
            ReplicaChaos::differ);

    static final ChaosFault INGEST_KILLED = ChaosFault.of(
                    "ingest-killed",
                    StageKind.SHARED_READING,
                    "SIGKILL ends one of two ingest processes while the broker says that its transaction is open",
                    "the other one reads its partitions from the last commit; nothing is lost or counted twice",
                    ReplicaChaos::killInTransaction)
            .overWhen(stage -> stage.readers().stream()
                            .mapToLong(reader ->
                                    reader.meter("headroom_feed_partitions").orElse(0))
                            .sum()
                    == PARTITIONS)
            .restoredBy((stage, notes) -> {
                stage.startReader();
                stage.awaitReady();
            });

    static final ChaosFault INGEST_ALL_DEAD = ChaosFault.of(
            "ingest-all-dead",
            StageKind.SHARED_READING,
            "SIGKILL ends all ingest processes; 60 s later as many are started",
            "the last plan is held, and the state is dark, never idle",
            (stage, notes) -> {
                List<RunningService> all = stage.readers();
                long begin = System.nanoTime();
                for (RunningService reader : all) {
                    reader.kill();
                    stage.gone(reader);
                }
                Waiting.during(ALL_DEAD);
                String states = Watched.since(stage.replicas(), begin).states();
                notes.expect(!states.contains("idle"), "the dead telemetry was told as %s", states);
                for (int reader = 0; reader < all.size(); reader++) {
                    stage.startReader();
                }
            });

    private ReplicaChaos() {}

    /** Whether one replica plans for all. */
    static boolean onePlans(ChaosStage stage) {
        return stage.planners().size() == 1;
    }

    private static void pausePlanner(ChaosStage stage, Notes notes) throws Exception {
        WatchedReplica planner = stage.planner();
        ProcessHandle process = planner.service().handle();
        long begin = System.nanoTime();
        planner.hold(true);
        Signals.pause(process);
        boolean takenOver = Waiting.until(PAUSE, () -> onePlans(stage));
        notes.expect(takenOver, "the other one planned after %.1f s", Waiting.seconds(begin, System.nanoTime()));
        Waiting.during(PAUSE.minusNanos(System.nanoTime() - begin));
        Signals.resume(process);
        planner.hold(false);
    }

    private static void differ(ChaosStage stage, Notes notes) throws Exception {
        Path other = stage.directory().resolve("other-policies");
        ChatPolicy.write(other, ChaosStage.POLICY.replace("perReplica: 8", "perReplica: 16"));
        Map<String, String> settings = stage.settings();
        settings.put(RunningService.POLICIES, other.toString());
        exchange(stage, stage.start("replica", settings));
        long begin = System.nanoTime();
        Waiting.during(POLICIES_DIFFER);
        List<String> told = stage.replicas().stream()
                .map(replica -> Watched.since(List.of(replica), begin).lowest())
                .map(lowest -> lowest.isPresent() ? Integer.toString(lowest.getAsInt()) : "none")
                .toList();
        notes.remark("meanwhile the replicas told %s", String.join(" and ", told));
        exchange(stage, stage.start("replica", stage.settings()));
    }

    /** SIGTERM for the one that does not plan, and another one in its place. */
    private static void exchange(ChaosStage stage, RunningService.Start start) throws Exception {
        WatchedReplica leaving = stage.other();
        leaving.hold(true);
        leaving.service().close();
        stage.gone(leaving);
        stage.startReplica(start);
        stage.awaitReady();
    }

    /** It is halted, looked at, and let go on, until it was halted at the right moment. */
    private static void killInTransaction(ChaosStage stage, Notes notes) throws Exception {
        RunningService doomed = stage.readers().get(0);
        String name = ChaosStage.nameOf(doomed.ports());
        try (Admin admin = stage.cluster().admin()) {
            int tries = 1;
            Signals.pause(doomed.handle());
            while (!transactionIsOpen(admin, name)) {
                Signals.resume(doomed.handle());
                if (tries++ == MOST_TRIES) {
                    throw new IllegalStateException("no transaction was open at " + MOST_TRIES + " looks");
                }
                Waiting.during(BETWEEN_TRIES);
                Signals.pause(doomed.handle());
            }
            doomed.kill();
            notes.remark("a transaction was open at look %d", tries);
        }
        stage.gone(doomed);
    }

    private static boolean transactionIsOpen(Admin admin, String name) throws Exception {
        var open = admin.listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                .all()
                .get(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS);
        return open.stream().map(TransactionListing::transactionalId).anyMatch(id -> id.contains(name));
    }
}
