// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.edge.grpc.ConnectionAge;
import dev.headroom.scaler.edge.grpc.PortProbe;
import dev.headroom.scaler.edge.grpc.ScalerDesk;
import dev.headroom.scaler.edge.grpc.ServerSetUp;
import dev.headroom.scaler.edge.grpc.limit.CallLimiter;
import dev.headroom.scaler.edge.grpc.limit.CallerLimits;
import dev.headroom.scaler.edge.grpc.limit.ConnectionLimiter;
import dev.headroom.scaler.edge.grpc.limit.RefusalLog;
import dev.headroom.scaler.edge.grpc.tls.PemFiles;
import dev.headroom.scaler.edge.grpc.tls.TlsFacts;
import dev.headroom.scaler.edge.grpc.tls.TlsKeeper;
import dev.headroom.scaler.edge.metrics.ServiceMeters;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The server toward KEDA: Quarkus' own, with credentials that may change and connections that end. */
@ApplicationScoped
public class GrpcWiring {
    private static final Logger LOG = Logger.getLogger(GrpcWiring.class);

    /** Four looks at the streams within the least grace. */
    private static final Duration STREAMS_EVERY = ConnectionAge.LEAST_GRACE.dividedBy(4);

    private static final Duration SILENCE_EVERY = Duration.ofMillis(250);

    private static final Duration LEAST_RELOAD_PERIOD = Duration.ofMillis(100);

    private final ServerSetUp setUp;
    private final ScalerDesk desk;
    private final Duration reloadPeriod;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "headroom-grpc-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    /** Called by CDI. */
    public GrpcWiring(ServerSetUp setUp, ScalerDesk desk, HeadroomSettings settings) {
        this.setUp = setUp;
        this.desk = desk;
        this.reloadPeriod = settings.tls().reloadPeriod();
    }

    void start(@Observes StartupEvent event) {
        if (reloadPeriod.compareTo(LEAST_RELOAD_PERIOD) < 0) {
            throw new IllegalArgumentException(
                    "headroom.tls.reload-period must be at least " + LEAST_RELOAD_PERIOD + ", was " + reloadPeriod);
        }
        LOG.infof(
                "gRPC port %s, connections close after %s",
                setUp.tls().isPresent() ? "uses TLS" : "uses plain text", setUp.age());
        setUp.tls().ifPresent(keeper -> repeat(reloadPeriod, keeper::look));
        repeat(STREAMS_EVERY, () -> desk.completeOutlived(System.nanoTime()));
        repeat(SILENCE_EVERY, setUp.calls()::endSilent);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void repeat(Duration every, Runnable work) {
        // The handle is not kept: stop() ends the timer as a whole.
        var unused = timer.scheduleWithFixedDelay(
                () -> guarded(work), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "maintenance of the gRPC port failed");
        }
    }

    /** Quarkus asks every bean of this kind before it builds its separate server. */
    @ApplicationScoped
    public static class SetUpOfQuarkus implements ServerBuilderCustomizer<VertxServerBuilder> {
        private final ServerSetUp setUp;

        /** Called by CDI. */
        public SetUpOfQuarkus(ServerSetUp setUp) {
            this.setUp = setUp;
        }

        @Override
        public void customize(GrpcServerConfiguration configuration, VertxServerBuilder builder) {
            setUp.apply(builder.nettyBuilder());
        }
    }

    /** Producers of the server's parts. */
    public static class Producers {
        @Produces
        @Singleton
        ServerSetUp setUp(HeadroomSettings settings, ServiceMeters meters, PortProbe probe) {
            HeadroomSettings.Tls tls = settings.tls();
            TlsFacts facts = new Facts(meters);
            Optional<TlsKeeper> keeper = PemFiles.of(tls.certificate(), tls.key(), tls.clientCa())
                    .map(files -> new TlsKeeper(files, facts, InstantSource.system()));
            keeper.ifPresent(kept -> meters.watchTls(kept::secondsLeft));
            HeadroomSettings.Grpc grpc = settings.grpc();
            ConnectionAge age = new ConnectionAge(grpc.maxConnectionAge(), grpc.maxConnectionAgeGrace());
            CallerLimits limits = new CallerLimits(
                    grpc.maxRequestBytes(),
                    grpc.maxConnections(),
                    grpc.maxConnectionsPerAddress(),
                    grpc.maxCalls(),
                    grpc.maxCallsPerConnection(),
                    grpc.requestWithin(),
                    grpc.handshakeWithin(),
                    grpc.idleAfter());
            RefusalLog log = new RefusalLog(System::nanoTime, LOG::warn);
            ConnectionLimiter connections = new ConnectionLimiter(limits, log);
            CallLimiter calls = new CallLimiter(limits, log, System::nanoTime);
            return new ServerSetUp(keeper, facts, age, limits, connections, calls, probe);
        }
    }

    /** Events of TLS, as meters. */
    private record Facts(ServiceMeters meters) implements TlsFacts {
        @Override
        public void reloaded() {
            meters.tlsReloaded();
        }

        @Override
        public void reloadFailed() {
            meters.tlsReloadFailed();
        }

        @Override
        public void handshakeFailed() {
            meters.tlsHandshakeFailed();
        }
    }
}
