// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real KRaft broker inside this JVM, alone or as a node of a cluster. Ports are loopback ports, chosen once, so a restart is a restart
 * and not another broker. The records of one that is alone lie in a temporary directory that {@link #close()} removes; those of a
 * {@linkplain #node node} are its caller's.
 */
public final class EmbeddedKafka implements KafkaBroker {
    /** Fixed: a broker that returns with another id refuses the directory it wrote itself. */
    private static final String CLUSTER_ID = "aGVhZHJvb20tYnJva2VyMQ";

    /** In a directory that was formatted once. */
    private static final String FORMATTED = "meta.properties";

    private final BrokerSettings settings;
    private final boolean ownsDirectory;
    private @Nullable KafkaRaftServer server;
    private boolean closed;

    private EmbeddedKafka(BrokerSettings settings, boolean ownsDirectory) {
        this.settings = settings;
        this.ownsDirectory = ownsDirectory;
    }

    /** A new, empty broker, ready for clients. */
    public static EmbeddedKafka started() {
        return started(Optional.empty());
    }

    /** The same, with a second listener that asks for TLS and a user name. */
    public static EmbeddedKafka startedWith(SecureListener secure) {
        return started(Optional.of(secure));
    }

    /**
     * A node of a cluster, which starts with the records that lie in its directory, if there are any. Returns once it is started, which
     * takes until more than half of the nodes are there. Closing it leaves its records.
     *
     * @param cluster all nodes, {@code self} among them
     */
    public static EmbeddedKafka node(BrokerNode self, List<BrokerNode> cluster) {
        return started(new EmbeddedKafka(new BrokerSettings(self, cluster, Optional.empty()), false));
    }

    private static EmbeddedKafka started(Optional<SecureListener> secure) {
        return started(new EmbeddedKafka(BrokerSettings.onFreePorts(newDirectory(), secure), true));
    }

    private static EmbeddedKafka started(EmbeddedKafka broker) {
        QuietBrokerLogs.install();
        try {
            if (!Files.exists(broker.directory().resolve(FORMATTED))) {
                broker.format();
            }
            broker.start();
            return broker;
        } catch (RuntimeException failure) {
            broker.close();
            throw failure;
        }
    }

    @Override
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Where the listener that asks for TLS and a user name is reached. */
    public String secureBootstrapServers() {
        return settings.secureBootstrapServers();
    }

    @Override
    public void start() {
        if (closed) {
            throw new IllegalStateException("broker " + bootstrapServers() + " is closed and cannot start again");
        }
        if (server == null) {
            KafkaRaftServer starting =
                    new KafkaRaftServer(new KafkaConfig(settings.toProperties(), false), Time.SYSTEM);
            starting.startup();
            server = starting;
        }
    }

    @Override
    public void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stop();
            if (ownsDirectory) {
                delete(settings.directory());
            }
        }
    }

    Path directory() {
        return settings.directory();
    }

    private void format() {
        try (PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silence)
                    .setNodeId(settings.self().id())
                    .setClusterId(CLUSTER_ID)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setDirectories(List.of(settings.directory().toString()))
                    .setMetadataLogDirectory(settings.directory().toString())
                    .setIgnoreFormatted(false)
                    .run();
        } catch (Exception failure) {
            throw new IllegalStateException(
                    "broker directory " + settings.directory() + " could not be formatted: " + failure.getMessage(),
                    failure);
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("headroom-kafka-");
        } catch (IOException failure) {
            throw new UncheckedIOException("no temporary directory for the broker", failure);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("broker directory " + directory + " could not be removed", failure);
        }
    }
}
