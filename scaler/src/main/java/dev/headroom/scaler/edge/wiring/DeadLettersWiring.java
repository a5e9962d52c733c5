// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.edge.ingest.LossListener;
import dev.headroom.scaler.edge.ingest.LossLog;
import dev.headroom.scaler.edge.ingest.Subscriptions;
import dev.headroom.scaler.edge.kafka.PlansTopic;
import dev.headroom.scaler.edge.metrics.ServiceMeters;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.pipeline.Losses;
import dev.headroom.telemetry.publish.DeadLetterClients;
import dev.headroom.telemetry.publish.DeadLetterSettings;
import dev.headroom.telemetry.publish.DeadLetters;
import dev.headroom.telemetry.validate.Rejection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Handling of lost or partly lost records: logged, and copied to a topic where one is configured. */
@ApplicationScoped
public class DeadLettersWiring {
    /** Some thousand records of the usual size. */
    private static final long MOST_BYTES = 16 << 20;

    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /** Reasons that occur only because a record is read again. */
    private static final Set<String> OF_AGE = Set.of(Losses.nameOf(Rejection.LATE), Losses.nameOf(Rejection.DUPLICATE));

    private final Written written;

    /** Called by CDI. */
    public DeadLettersWiring(Written written) {
        this.written = written;
    }

    /** The letters and the thread that writes them, where there is a topic for them. */
    public record Written(Optional<DeadLetters> letters, Optional<Thread> thread) {}

    void start(@Observes StartupEvent event) {
        written.thread().ifPresent(Thread::start);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        written.letters().ifPresent(DeadLetters::stop);
        if (written.thread().isPresent()) {
            written.thread().get().join(LAST_WORDS.toMillis());
            written.thread().get().interrupt();
        }
    }

    /** Producers of the writers. */
    public static class Producers {
        @Produces
        @Singleton
        Written written(
                HeadroomSettings settings,
                Subscriptions subscriptions,
                ServiceMeters meters,
                @Identifier("default-kafka-broker") Map<String, Object> kafka) {
            settings.deadLetters().topic().ifPresent(topic -> refuseOneThatIsRead(topic, subscriptions));
            Optional<DeadLetters> letters = settings.deadLetters()
                    .topic()
                    .map(topic -> new DeadLetters(
                            new DeadLetterSettings(
                                    topic, known(settings.deadLetters().reasons()), MOST_BYTES),
                            new DeadLetterClients(kafka)::writer,
                            meters.deadLetters()));
            return new Written(letters, letters.map(DeadLettersWiring::thread));
        }

        /**
         * All replicas read the same, so the planning replica writes for all. Records written before this process began are read again, and
         * may be late now without having been so then.
         */
        @Produces
        @Singleton
        LossListener lost(Written written, SharedPlansWiring.Shared shared, InstantSource clock) {
            Instant began = clock.instant();
            BooleanSupplier mine = () -> shared.topic().map(PlansTopic::isOwner).orElse(true);
            return new LossLog()
                    .then((record, losses) -> written.letters()
                            .filter(letters -> mine.getAsBoolean())
                            .ifPresent(letters -> letters.add(record, reasonsOf(record, losses, began))));
        }
    }

    private static Set<String> reasonsOf(TelemetryRecord record, Losses losses, Instant began) {
        if (record.timestampMillis() >= began.toEpochMilli()) {
            return losses.reasons();
        }
        Set<String> reasons = new TreeSet<>(losses.reasons());
        reasons.removeAll(OF_AGE);
        return reasons;
    }

    private static void refuseOneThatIsRead(String topic, Subscriptions subscriptions) {
        if (subscriptions.byTopic().containsKey(topic)) {
            throw new IllegalArgumentException(
                    "headroom.dead-letters.topic must not be a topic that Headroom reads, was '" + topic + "'");
        }
    }

    /** A reason that does not exist would never be met. */
    private static Set<String> known(Set<String> reasons) {
        Set<String> all = new TreeSet<>(Set.of(Losses.DEFECT));
        Stream.of(SkipReason.values())
                .filter(SkipReason::isLoss)
                .map(Losses::nameOf)
                .forEach(all::add);
        Stream.of(Rejection.values()).map(Losses::nameOf).forEach(all::add);
        for (String reason : reasons) {
            if (!all.contains(reason)) {
                throw new IllegalArgumentException("headroom.dead-letters.reasons must be some of "
                        + String.join(", ", all) + ", was '" + reason + "'");
            }
        }
        return reasons;
    }

    private static Thread thread(DeadLetters letters) {
        Thread thread = new Thread(letters, "headroom-dead-letters");
        thread.setDaemon(true);
        return thread;
    }
}
