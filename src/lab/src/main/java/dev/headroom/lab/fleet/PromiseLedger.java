// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The simulation's own truth about what users got: over the whole run, and over the last minute. */
public final class PromiseLedger {
    private static final double RECENT_SECONDS = 60;

    private static final class Account {
        private final Signal signal;
        private final LatencyHistogram seconds = new LatencyHistogram();
        private long kept;

        Account(Signal signal) {
            this.signal = signal;
        }
    }

    private final Promise promise;
    private final Account ttft = new Account(Signal.TTFT);
    private final Account itl = new Account(Signal.ITL);
    private final Account e2e = new Account(Signal.E2E);
    private final List<Account> accounts = List.of(ttft, itl, e2e);
    private final ArrayDeque<ServedRequest> recent = new ArrayDeque<>();
    private long ended;
    private long failed;
    private long kept;

    public PromiseLedger(Promise promise) {
        this.promise = promise;
    }

    /** Enters a request that has ended: finished, or failed. To be entered in order of time. */
    public void finished(ServedRequest request) {
        ended++;
        if (request.failed()) {
            failed++;
            return;
        }
        kept += promise.keptBy(request) ? 1 : 0;
        for (Account account : accounts) {
            account.kept += account.signal.keptBy(request, promise) ? 1 : 0;
            account.seconds.add(account.signal.secondsOf(request));
        }
        recent.add(request);
        forgetBefore(request.finishedAt() - RECENT_SECONDS);
    }

    /** Requests finished or failed. */
    public long ended() {
        return ended;
    }

    /** Requests that were lost. */
    public long failed() {
        return failed;
    }

    /** Share of the requests finished, failed or overdue at {@code now} that got all they were promised; 1 when there are none. */
    public double attainment(Stream<ServedRequest> unfinished, double now) {
        return attainments(unfinished, now).all();
    }

    /** The same for each part of the promise; failed requests miss every part. */
    public Attainment attainments(Stream<ServedRequest> unfinished, double now) {
        List<ServedRequest> running = unfinished.toList();
        long overdue = running.stream()
                .filter(request -> promise.brokenBy(request, now))
                .count();
        return new Attainment(
                share(kept, ended + overdue),
                share(ttft, running, now),
                share(itl, running, now),
                share(e2e, running, now),
                ended + overdue);
    }

    /** Times of all finished requests. */
    public LatencyHistogram seconds(Signal signal) {
        for (Account account : accounts) {
            if (account.signal == signal) {
                return account.seconds;
            }
        }
        throw new IllegalArgumentException("no account of " + signal);
    }

    /** The nearest-rank 95th percentile over the requests finished in the last minute; NaN when there are none. */
    public double recentP95(ToDoubleFunction<ServedRequest> seconds, double now) {
        forgetBefore(now - RECENT_SECONDS);
        double[] sorted = recent.stream()
                .mapToDouble(seconds)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
    }

    private void forgetBefore(double time) {
        while (!recent.isEmpty() && recent.getFirst().finishedAt() < time) {
            recent.removeFirst();
        }
    }

    private double share(Account account, List<ServedRequest> running, double now) {
        long overdue = running.stream()
                .filter(request -> account.signal.brokenBy(request, now, promise))
                .count();
        return share(account.kept, ended + overdue);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 1 : (double) part / whole;
    }
}
