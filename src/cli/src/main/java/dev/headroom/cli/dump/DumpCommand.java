// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.dump;

import dev.headroom.lab.dump.DumpTrace;
import dev.headroom.lab.dump.DumpWriter;
import dev.headroom.lab.dump.TopicDump;
import dev.headroom.lab.dump.TopicDump.CannotDump;
import dev.headroom.lab.dump.TopicDump.Copied;
import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom dump}. */
@Command(
        name = "dump",
        description = {
            "Copies your own telemetry topics into a file, up to the ends that they have now, for replaying your traffic.",
            "It commits nothing and joins no consumer group. src/docs/replay-your-own-traffic.md describes the content of such a file."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the dump is whole",
            "1:it could not be made, and a sentence says why",
            "2:the command line is wrong"
        })
public final class DumpCommand implements Callable<Integer> {
    /** The client's own time for a request is 30 s, too: a broker that says nothing for so long is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Held here: java.util.logging forgets the level of a logger that nobody references. */
    private static final Logger CLIENT_LOG = Logger.getLogger("org.apache.kafka");

    @Spec
    private CommandSpec spec;

    @Option(names = "--bootstrap-servers", paramLabel = "B", required = true, description = "The broker: host:port,…")
    private String bootstrapServers;

    @Option(names = "--topic", paramLabel = "T", required = true, description = "Topic to copy. May be repeated.")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            defaultValue = "earliest",
            description =
                    "earliest, an instant (2026-11-24T10:00:00Z) or a time back (1h30m); default: ${DEFAULT-VALUE}.")
    private String from;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description =
                    "Settings of the Kafka client for TLS and SASL, as in src/docs/kafka.md, with or without 'kafka.'.")
    private @Nullable Path properties;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to; it must not exist yet.")
    private Path out;

    @Override
    public Integer call() {
        OptionalLong begin = StartingMoment.of(from, Instant.now());
        BadInputException.unless(!Files.exists(out), "--out must not exist yet, was '" + out + "'");
        CLIENT_LOG.setLevel(Level.SEVERE);
        Map<String, Object> settings = ClientSettings.of(bootstrapServers, Optional.ofNullable(properties));
        Map<String, Copied> copied = copied(settings, List.copyOf(new LinkedHashSet<>(topics)), begin);
        report(spec.commandLine().getOut(), copied);
        return CommandLine.ExitCode.OK;
    }

    private Map<String, Copied> copied(Map<String, Object> settings, List<String> wanted, OptionalLong begin) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                DumpWriter writer = new DumpWriter(out)) {
            Map<String, Copied> copied = new TopicDump(consumer, PATIENCE).copy(wanted, begin, writer);
            writer.finish();
            return copied;
        } catch (KafkaException failure) {
            BadInputException.unless(
                    !reason(failure).contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                    "--bootstrap-servers must be HOST:PORT of brokers whose names resolve, was '" + bootstrapServers
                            + "'");
            throw new IllegalStateException("broker " + bootstrapServers + ": " + reason(failure), failure);
        } catch (CannotDump failure) {
            throw new IllegalStateException("broker " + bootstrapServers + ": " + failure.getMessage(), failure);
        } catch (IOException failure) {
            throw new IllegalStateException("--out " + out + " cannot be written: " + failure, failure);
        }
    }

    /** The client's outer message is often only that it could not be made. */
    private static String reason(KafkaException failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + ": " + cause.getMessage();
    }

    private void report(PrintWriter to, Map<String, Copied> copied) {
        copied.forEach((topic, of) -> to.printf(
                Locale.ROOT,
                "%-30s %,12d records  %,15d bytes  %4d partitions%n",
                topic,
                of.records(),
                of.bytes(),
                of.partitions()));
        to.println(contents());
        to.flush();
    }

    /** Whether the dump will do for a replay is best known at once. */
    private String contents() {
        try {
            return out + " holds " + DumpTrace.read(out).inWords();
        } catch (BadInputException noRequests) {
            return String.valueOf(noRequests.getMessage());
        }
    }
}
