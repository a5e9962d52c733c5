// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.doctor.WatchTrouble;
import dev.headroom.scaler.doctor.WatchTrouble.Cause;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The watches on a cluster. A failed watch is tried again for ever, at first after a second, in the end after half a minute. Rights may be
 * granted and kinds installed at any time. Each trouble is reported once, and once more when it is over.
 */
final class Watches implements AutoCloseable {
    /** Watches bring every change; nothing is gained by looking at the same objects again. */
    private static final long NO_RESYNC = 0;

    /** Objects in one answer of the API server: whole objects of a large cluster never are in memory all at once. */
    private static final long PAGE = 500;

    /** How soon it is noticed that a watch works again. */
    private static final Duration LOOKED_AFTER = Duration.ofSeconds(1);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private static final Logger LOG = Logger.getLogger(Watches.class);

    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "headroom-watches");
        thread.setDaemon(true);
        return thread;
    });

    /** Nothing is watched yet. */
    Watches() {
        // The handle is not kept: close() ends the timer as a whole.
        var unused = timer.scheduleWithFixedDelay(
                this::lookAfterAll, LOOKED_AFTER.toMillis(), LOOKED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A kind of objects.
     *
     * @param resource as rights name it, e.g. {@code nodepools.karpenter.sh}
     * @param without the function that needs it, in people's words
     */
    record Kind(String resource, String without) {}

    /** One kind in one part of the cluster. One thread at a time writes. */
    private static final class Watch {
        private final Kind kind;
        private final SharedIndexInformer<?> informer;
        private volatile Optional<Cause> trouble = Optional.empty();
        private volatile boolean listed;

        Watch(Kind kind, SharedIndexInformer<?> informer) {
            this.kind = kind;
            this.informer = informer;
        }

        boolean isSeen() {
            return listed && trouble.filter(cause -> cause != Cause.AWAY).isEmpty();
        }

        synchronized void failed(Throwable cause) {
            Cause now = causeIn(cause);
            if (trouble.filter(now::equals).isPresent()) {
                return;
            }
            trouble = Optional.of(now);
            switch (now) {
                case FORBIDDEN ->
                    LOG.warnf(
                            "watch is forbidden, retrying: needs list and watch on %s, off until then: %s cause=%s",
                            kind.resource(), kind.without(), cause.getMessage());
                case ABSENT ->
                    LOG.infof(
                            "kind is missing, retrying: this cluster has no %s, off until then: %s",
                            kind.resource(), kind.without());
                default ->
                    LOG.warnf("watch failed, retrying: %s keep their last state cause=%s", kind.resource(), cause);
            }
        }

        synchronized void lookAfter() {
            if (trouble.isPresent() && informer.isWatching()) {
                trouble = Optional.empty();
                LOG.infof("watch works again: %s", kind.resource());
            }
        }

        Optional<WatchTrouble> trouble() {
            return trouble.map(cause -> new WatchTrouble(kind.resource(), kind.without(), cause));
        }

        private static Cause causeIn(Throwable cause) {
            for (Throwable one = cause; one != null; one = one.getCause()) {
                if (one instanceof KubernetesClientException answered) {
                    switch (answered.getCode()) {
                        case UNAUTHORIZED, FORBIDDEN -> {
                            return Cause.FORBIDDEN;
                        }
                        case NOT_FOUND -> {
                            return Cause.ABSENT;
                        }
                        default -> {
                            // Another cause may say more.
                        }
                    }
                }
            }
            return Cause.AWAY;
        }
    }

    /** Several watches as one: seen when all parts of the cluster have been listed, and may be now. */
    static final class Group {
        private final List<Watch> parts = new CopyOnWriteArrayList<>();
        private final AtomicInteger open;

        private Group(int parts) {
            this.open = new AtomicInteger(parts);
        }

        boolean isSeen() {
            return open.get() == 0 && parts.stream().allMatch(Watch::isSeen);
        }
    }

    /**
     * Watches objects of a kind; a store keeps the fields that it needs.
     *
     * @param parts of the cluster; each is watched by itself
     * @param store makes one for each part
     */
    <T extends HasMetadata, S extends Informable<T>> Group open(
            Kind kind, List<S> parts, Supplier<SlimStore<T>> store) {
        return open(kind, parts, store, () -> {});
    }

    /**
     * The same.
     *
     * @param tried notified of each failure, and of the first success
     */
    <T extends HasMetadata, S extends Informable<T>> Group open(
            Kind kind, List<S> parts, Supplier<SlimStore<T>> store, Runnable tried) {
        Group group = new Group(parts.size());
        for (S part : parts) {
            SharedIndexInformer<T> informer = slim(part, store.get());
            Watch watch = watch(kind, informer, tried);
            group.parts.add(watch);
            // The handle is not kept: the informer retries by itself.
            var unused = informer.start().thenRun(() -> {
                watch.listed = true;
                group.open.decrementAndGet();
                tried.run();
            });
        }
        return group;
    }

    /**
     * Opens a watch that keeps whole objects; the caller starts it.
     *
     * @param failed called after each failure
     */
    <T extends HasMetadata> SharedIndexInformer<T> openWhole(Kind kind, Informable<T> source, Runnable failed) {
        SharedIndexInformer<T> informer = source.runnableInformer(NO_RESYNC);
        var unused = watch(kind, informer, failed);
        return informer;
    }

    /** The same for a store that keeps selected fields. */
    <T extends HasMetadata> SharedIndexInformer<T> openSlim(
            Kind kind, Informable<T> source, SlimStore<T> store, Runnable failed) {
        SharedIndexInformer<T> informer = slim(source, store);
        var unused = watch(kind, informer, failed);
        return informer;
    }

    /** The kinds that cannot be seen now, each once. */
    List<WatchTrouble> troubles() {
        return watches.stream()
                .flatMap(watch -> watch.trouble().stream())
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        watches.forEach(watch -> watch.informer.stop());
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> slim(Informable<T> source, SlimStore<T> store) {
        return source.withLimit(PAGE)
                .runnableInformer(NO_RESYNC)
                .removeNamespaceIndex()
                .itemStore(store);
    }

    private Watch watch(Kind kind, SharedIndexInformer<?> informer, Runnable failed) {
        Watch watch = new Watch(kind, informer);
        informer.exceptionHandler((started, failure) -> {
            watch.failed(failure);
            failed.run();
            return true;
        });
        watches.add(watch);
        return watch;
    }

    private void lookAfterAll() {
        watches.forEach(Watch::lookAfter);
    }
}
