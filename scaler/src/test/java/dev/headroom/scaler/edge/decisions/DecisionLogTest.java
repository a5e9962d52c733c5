// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionFixture;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final DecisionFacts facts = new DecisionFacts() {
        @Override
        public void written() {
            written.incrementAndGet();
        }

        @Override
        public void dropped() {
            dropped.incrementAndGet();
        }
    };

    @Test
    void writesWhatIsNewAndNowAndThenWhatIsNot() throws IOException {
        Decision five = DecisionFixture.decision();
        DecisionLog log = log(1_000_000, 1);

        log.start();
        log.accept(five);
        log.accept(later(five, Duration.ofSeconds(1)));
        log.accept(DecisionFixture.decision(3));
        log.accept(later(DecisionFixture.decision(3), TEN_MINUTES.minusMillis(1)));
        log.accept(later(DecisionFixture.decision(3), TEN_MINUTES));
        log.close();

        assertThat(Files.readAllLines(file()))
                .containsExactly(
                        DecisionText.write(five),
                        DecisionText.write(DecisionFixture.decision(3)),
                        DecisionText.write(later(DecisionFixture.decision(3), TEN_MINUTES)));
        assertThat(written).hasValue(3);
        assertThat(dropped).hasValue(0);
    }

    @Test
    void putsAFullFileAside() throws IOException {
        Decision five = DecisionFixture.decision();
        Decision three = DecisionFixture.decision(3);
        DecisionLog log = log(DecisionText.write(five).length() + 10, 2);

        log.start();
        for (Decision decision : List.of(five, three, five, three)) {
            log.accept(decision);
        }
        log.close();

        // One in each; the oldest is gone.
        assertThat(file()).hasContent(DecisionText.write(three));
        assertThat(folder.resolve("decisions.ndjson.1")).hasContent(DecisionText.write(five));
        assertThat(folder.resolve("decisions.ndjson.2")).hasContent(DecisionText.write(three));
        assertThat(folder.resolve("decisions.ndjson.3")).doesNotExist();
    }

    @Test
    void goesOnInTheFileThatIsThere() throws IOException {
        Files.writeString(file(), "before\n");
        DecisionLog log = log(1_000_000, 1);

        log.start();
        log.accept(DecisionFixture.decision());
        log.close();

        assertThat(Files.readAllLines(file())).hasSize(2).first().isEqualTo("before");
    }

    /** As a crash leaves it, or a disk that was full: the next line is a line of its own. */
    @Test
    void goesOnBehindATornLineInALineOfItsOwn() throws IOException {
        Decision decision = DecisionFixture.decision();
        String whole = DecisionText.write(decision);
        Files.writeString(file(), whole + "\n" + whole.substring(0, 100));
        DecisionLog log = log(1_000_000, 1);

        log.start();
        log.accept(decision);
        log.close();

        assertThat(Files.readAllLines(file())).containsExactly(whole, whole.substring(0, 100), whole);
    }

    /** A process of its own may write 4 KiB to a file, and is refused the rest in the middle of a line: as a disk that is full does. */
    @Test
    void aFullDiskLeavesNoTornLine() throws Exception {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 4; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FillingTheDisk.class.getName(),
                        file().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).as("the disk was full in the middle of a line").contains(FillingTheDisk.FULL);
        assertThat(Files.readString(file())).matches("(?s)(" + FillingTheDisk.LINE + "\n){4}");

        try (RotatedFile again = new RotatedFile(file(), 1_000_000, 1)) {
            again.write(FillingTheDisk.LINE);
        }
        assertThat(Files.readAllLines(file())).hasSize(5).containsOnly(FillingTheDisk.LINE);
    }

    /** Nobody writes, for it has not been started: as with a disk that hangs. */
    @Test
    void dropsAndCountsWhatADiskCannotKeepUpWith() {
        DecisionLog log = log(1_000_000, 1);
        Decision decision = DecisionFixture.decision();

        for (int i = 0; i < 1030; i++) {
            log.accept(later(decision, TEN_MINUTES.multipliedBy(i)));
        }

        assertThat(dropped).hasValue(1030 - 1024);
    }

    @Test
    void losesDecisionsRatherThanTheService() {
        DecisionLog log =
                new DecisionLog(new DecisionLogSettings(folder.resolve("no/such/folder"), 1000, 1, TEN_MINUTES), facts);

        log.start();
        log.accept(DecisionFixture.decision());
        log.accept(DecisionFixture.decision(3));
        log.close();

        assertThat(written).hasValue(0);
        assertThat(dropped).hasValue(2);
    }

    private DecisionLog log(long mostBytes, int kept) {
        return new DecisionLog(new DecisionLogSettings(file(), mostBytes, kept, TEN_MINUTES), facts);
    }

    private Path file() {
        return folder.resolve("decisions.ndjson");
    }

    private static Decision later(Decision decision, Duration by) {
        ReplicaPlan plan = decision.plan();
        return new Decision(
                decision.version(),
                decision.settings(),
                decision.input(),
                new ReplicaPlan(
                        plan.workload(),
                        plan.madeAt().plus(by),
                        plan.state(),
                        plan.desired(),
                        plan.grounded(),
                        plan.answer(),
                        plan.reasons(),
                        plan.basis()));
    }
}
