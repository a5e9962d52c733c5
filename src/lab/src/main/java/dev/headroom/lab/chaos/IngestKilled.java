// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.process.Signals;
import dev.headroom.lab.service.RunningService;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** A process that shares the reading dies while a transaction of its panes is open. */
final class IngestKilled implements ChaosFault {
    private static final int MOST_TRIES = 2_000;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(17);
    private static final long ANSWERED_WITHIN_SECONDS = 10;
    /** Two of events, one of spans, one of scrapes. */
    private static final int PARTITIONS = 4;

    @Override
    public String name() {
        return "ingest-killed";
    }

    @Override
    public String done() {
        return "SIGKILL ends one of two ingest processes while the broker says that its transaction is open";
    }

    @Override
    public String toBeSeen() {
        return "the other one reads its partitions from the last commit; nothing is lost or counted twice";
    }

    @Override
    public StageKind stage() {
        return StageKind.SHARED_READING;
    }

    /** It is halted, looked at, and let go on, until it was halted at the right moment. */
    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
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

    @Override
    public boolean over(ChaosStage stage) {
        return stage.readers().stream()
                        .mapToLong(reader ->
                                reader.meter("headroom_feed_partitions").orElse(0))
                        .sum()
                == PARTITIONS;
    }

    @Override
    public void restore(ChaosStage stage) throws Exception {
        stage.startReader();
        stage.awaitReady();
    }
}
