// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.consume.FeedProgress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Shares the reading of telemetry with other processes, on a thread of its own, until it is stopped. */
public final class SharedReading {
    private static final Logger LOG = Logger.getLogger(SharedReading.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Enough to write the telemetry that was taken in and to leave the group. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final SharedReadingSettings settings;
    private final SharingClients clients;
    private final Gathering gathering;
    private final FeedProgress progress;
    private final Outbox outbox;
    private final ReadingTurn.Time time;
    private final SharingFacts facts;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "headroom-shared-reading");
    private volatile Runnable beforeReading = () -> {};
    private volatile @Nullable ReadingTurn running;
    private String trouble = "";

    /**
     * Stands still.
     *
     * @param gathering takes in records
     * @param progress receives how far is read
     * @param clock of instants
     * @param nanoTime of durations
     * @param facts notified of outcomes
     */
    public SharedReading(
            SharedReadingSettings settings,
            Gathering gathering,
            FeedProgress progress,
            InstantSource clock,
            LongSupplier nanoTime,
            SharingFacts facts) {
        this.settings = settings;
        this.clients = new KafkaSharingClients(settings);
        this.gathering = gathering;
        this.progress = progress;
        this.outbox = new Outbox(settings.panes(), settings.process(), clock);
        this.time = new ReadingTurn.Time(clock, nanoTime);
        this.facts = facts;
    }

    /**
     * Begins to read; once is enough.
     *
     * @param before done first on the thread that reads: waits until records can be attributed
     */
    public void start(Runnable before) {
        beforeReading = before;
        thread.setDaemon(true);
        thread.start();
    }

    /** Writes the telemetry that was taken in, leaves the group and ends. */
    public void stop() throws InterruptedException {
        stopping.countDown();
        ReadingTurn turn = running;
        if (turn != null) {
            turn.wakeup();
        }
        thread.join(CLOSE_LIMIT.plus(PAUSE).toMillis());
    }

    private void run() {
        beforeReading.run();
        try {
            while (!isStopping()) {
                takePart();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takePart() throws InterruptedException {
        try {
            clients.ensurePanes();
            read();
        } catch (WakeupException e) {
            LOG.debug("reading was stopped");
        } catch (InterruptException e) {
            throw e;
        } catch (AuthorizationException e) {
            say("Kafka user needs Read on the telemetry topics and group '" + settings.group() + "', Write on topic '"
                    + settings.panes() + "', and Write on transactional id '"
                    + settings.group() + "-" + settings.process() + "': " + e.getMessage());
            pause();
        } catch (KafkaException e) {
            say("telemetry cannot be read: " + e + (e.getCause() == null ? "" : ", cause: " + e.getCause()));
            pause();
        } catch (RuntimeException e) {
            LOG.error("telemetry cannot be read because of a defect, retrying", e);
            pause();
        }
    }

    private void read() {
        ReadingTurn turn = new ReadingTurn(settings, clients, gathering, progress, outbox, time, facts);
        running = turn;
        try {
            turn.open();
            LOG.infof(
                    "reading telemetry as a group group=%s process=%s topics=%s panes=%s",
                    settings.group(), settings.process(), String.join(",", settings.sources()), settings.panes());
            while (!isStopping()) {
                turn.turn();
                trouble = "";
            }
        } finally {
            running = null;
            turn.close(CLOSE_LIMIT);
        }
    }

    /** Once until it is over, or another. */
    private void say(String sentence) {
        if (!sentence.equals(trouble)) {
            LOG.warn(sentence);
            trouble = sentence;
        }
    }

    private void pause() throws InterruptedException {
        var unused = stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
