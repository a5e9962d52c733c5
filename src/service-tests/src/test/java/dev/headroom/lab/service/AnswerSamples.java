// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What several replicas answer, each asked in turn many times a second, as KEDA's calls go round. */
final class AnswerSamples implements AutoCloseable {
    private static final long EVERY_MILLIS = 40;

    private final List<RunningService> replicas = new CopyOnWriteArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private long countedFrom = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /**
     * What all replicas answered at about one moment.
     *
     * @param at monotonic time
     * @param answers one per replica
     */
    private record Sample(Duration at, List<String> answers) {
        boolean differs() {
            return Set.copyOf(answers).size() > 1;
        }
    }

    AnswerSamples(List<RunningService> replicas) {
        this.replicas.addAll(replicas);
        var unused = timer.scheduleAtFixedRate(this::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(RunningService replica) {
        replicas.add(replica);
    }

    void remove(RunningService replica) {
        replicas.remove(replica);
    }

    /** Forgets what was answered so far, so that what follows stands alone. */
    synchronized void forget() {
        samples.clear();
        countedFrom = System.nanoTime();
    }

    /** How often they were asked. */
    synchronized int count() {
        return samples.size();
    }

    /** Everything that was answered. */
    synchronized Set<String> answers() {
        Set<String> all = new TreeSet<>();
        samples.forEach(sample -> all.addAll(sample.answers()));
        return all;
    }

    /** The largest difference between two replicas at about one moment; the most there is where one of them had no number. */
    synchronized int largestDifference() {
        return samples.stream()
                .filter(Sample::differs)
                .mapToInt(sample -> {
                    if (sample.answers().stream().anyMatch(answer -> !answer.matches("\\d+"))) {
                        return Integer.MAX_VALUE;
                    }
                    var numbers = sample.answers().stream()
                            .mapToInt(Integer::parseInt)
                            .summaryStatistics();
                    return numbers.getMax() - numbers.getMin();
                })
                .max()
                .orElse(0);
    }

    /** The longest time over which they differed without a break; an upper bound, for it is counted to the next agreement. */
    synchronized Duration longestDifference() {
        Duration longest = Duration.ZERO;
        Duration since = null;
        for (Sample sample : samples) {
            if (!sample.differs()) {
                since = null;
                continue;
            }
            since = since == null ? sample.at() : since;
            Duration lasting = sample.at().minus(since).plusMillis(EVERY_MILLIS);
            longest = lasting.compareTo(longest) > 0 ? lasting : longest;
        }
        return longest;
    }

    /** How often and how far they differed, for people. */
    synchronized String summary() {
        List<List<String>> differing =
                samples.stream().filter(Sample::differs).map(Sample::answers).toList();
        return samples.size() + " samples, " + differing.size() + " differ, for at most "
                + longestDifference().toMillis() + " ms: " + differing + "; answers " + answers();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void ask() {
        long asked = System.nanoTime();
        List<String> answers = replicas.stream().map(RunningService::answer).toList();
        synchronized (this) {
            // What was asked before is not what follows.
            if (asked >= countedFrom) {
                samples.add(new Sample(Duration.ofNanos(System.nanoTime()), answers));
            }
        }
    }
}
