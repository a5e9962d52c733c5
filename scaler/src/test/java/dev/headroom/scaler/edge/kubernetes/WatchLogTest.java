// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One line for what a watch lacks, and one when it has it. */
class WatchLogTest {
    private static final Logger LOG = Logger.getLogger(Watches.class.getName());

    private final FakeApiServer server = new FakeApiServer();
    private final Lines lines = new Lines();
    private final ClusterWatch watch = new ClusterWatch(
            server.client(),
            new ClusterWatch.Scope(List.of(), Duration.ofMinutes(20)),
            new DocumentLibrary(change -> {}, new PolicyClaims()),
            Clock.systemUTC());

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.INFO);
        LOG.addHandler(lines);
    }

    @AfterEach
    void close() {
        LOG.removeHandler(lines);
        watch.close();
        server.close();
    }

    @Test
    void aMissingRightIsSaidOnceAndOnceMoreWhenItIsThere() {
        server.refusing("nodepools", 403);
        watch.start();
        await().atMost(Duration.ofSeconds(90)).until(() -> server.lists("nodepools") >= 3);

        assertThat(lines.about("nodepools.karpenter.sh"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("watch is forbidden, retrying: needs list and watch on nodepools.karpenter.sh,"
                                + " off until then: limiting replicas to the room of NodePools cause="));

        server.grant("nodepools");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> lines.about("nodepools.karpenter.sh").size() == 2);
        assertThat(lines.about("nodepools.karpenter.sh").get(1)).isEqualTo("watch works again: nodepools.karpenter.sh");
    }

    @Test
    void aMissingKindIsSaidOnceAndOnceMoreWhenItIsThere() {
        server.refusing("scaledobjects", 404);
        watch.start();
        await().atMost(Duration.ofSeconds(90)).until(() -> server.lists("scaledobjects") >= 3);

        assertThat(lines.about("scaledobjects.keda.sh"))
                .containsExactly("kind is missing, retrying: this cluster has no scaledobjects.keda.sh, off until then:"
                        + " minimum, maximum, pause and tolerance of ScaledObjects, and Events on them");
        assertThat(lines.about("nodeclaims.karpenter.sh")).as("the others").isEmpty();

        server.grant("scaledobjects");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> lines.about("scaledobjects.keda.sh").size() == 2);
    }

    private static final class Lines extends Handler {
        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            texts.add(String.format(
                    line.getMessage(), line.getParameters() == null ? new Object[0] : line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        List<String> about(String resource) {
            return texts.stream().filter(text -> text.contains(resource)).toList();
        }
    }
}
