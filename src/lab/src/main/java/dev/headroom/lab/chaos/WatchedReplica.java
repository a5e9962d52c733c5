// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.lab.service.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replica of the service that is asked all the time, as KEDA and people ask it. While a fault holds it, it is not asked, for it is
 * known not to answer; what it says afterwards counts again.
 */
final class WatchedReplica implements AutoCloseable {
    private static final long ANSWERS_EVERY_MILLIS = 100;
    private static final long READINGS_EVERY_MILLIS = 500;

    private final RunningService service;
    private final String key;
    private final List<Answer> answers = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<Thread> threads;
    private volatile boolean held;
    private volatile boolean closed;

    /**
     * What KEDA was told.
     *
     * @param fromNanos when it asked, by the monotonic clock
     * @param toNanos when it heard
     * @param told a number, or the code of the refusal
     */
    record Answer(long fromNanos, long toNanos, String told) {
        boolean isNumber() {
            return !told.isEmpty() && told.chars().allMatch(Character::isDigit);
        }

        int number() {
            return Integer.parseInt(told);
        }
    }

    /**
     * What people were told.
     *
     * @param atNanos when, by the monotonic clock
     * @param state of the telemetry; the empty text while nobody answers
     * @param requestsPerSecond that it reads; NaN where it tells of none
     */
    record Reading(long atNanos, String state, double requestsPerSecond) {}

    /**
     * Asks from now on.
     *
     * @param key of the workload: namespace and name
     */
    WatchedReplica(RunningService service, String key) {
        this.service = service;
        this.key = key;
        this.threads = List.of(
                new Thread(
                        () -> repeat(this::ask, ANSWERS_EVERY_MILLIS),
                        "asks-" + service.ports().grpc()),
                new Thread(
                        () -> repeat(this::read, READINGS_EVERY_MILLIS),
                        "reads-" + service.ports().http()));
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    RunningService service() {
        return service;
    }

    /** From now on a fault holds it, or no longer. */
    void hold(boolean byAFault) {
        held = byAFault;
    }

    boolean isHeld() {
        return held;
    }

    /** What it told those who asked after a moment, in order. */
    synchronized List<Answer> answersSince(long nanos) {
        return answers.stream().filter(answer -> answer.fromNanos() >= nanos).toList();
    }

    /** What it read after a moment, in order. */
    synchronized List<Reading> readingsSince(long nanos) {
        return readings.stream().filter(reading -> reading.atNanos() >= nanos).toList();
    }

    /** The last answer to who asked after a moment. */
    Optional<Answer> lastAnswer(long nanos) {
        return answersSince(nanos).stream().reduce((one, next) -> next);
    }

    /** The last reading after a moment. */
    Optional<Reading> lastReading(long nanos) {
        return readingsSince(nanos).stream().reduce((one, next) -> next);
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }

    private void ask() {
        long from = System.nanoTime();
        String told = service.answer();
        if (!held && !closed) {
            add(new Answer(from, System.nanoTime(), told));
        }
    }

    private void read() {
        JsonNode page = service.workload(key);
        Reading reading = new Reading(
                System.nanoTime(),
                page.path("telemetry").path("state").asText(""),
                page.path("basis").path("requestsPerSecond").asDouble(Double.NaN));
        if (!held && !closed) {
            add(reading);
        }
    }

    private synchronized void add(Answer answer) {
        answers.add(answer);
    }

    private synchronized void add(Reading reading) {
        readings.add(reading);
    }

    private void repeat(Runnable question, long everyMillis) {
        try {
            while (!closed) {
                if (!held) {
                    question.run();
                }
                Thread.sleep(everyMillis);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
