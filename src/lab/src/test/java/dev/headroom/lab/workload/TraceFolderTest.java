// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RateShapes;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.traffic.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders are made here, of drawn requests under the names of public traces: the traces themselves are no part of the project. */
class TraceFolderTest {
    private static final double HOUR = 3600;

    @TempDir
    Path directory;

    @Test
    void aKnownTraceHasTheWindowsThatSomebodyChose() throws IOException {
        write("azure-conv-2023.csv.gz", RateShapes.constant(2), LengthShapes.CHAT, 2340);

        Workload workload = only();

        assertThat(workload.id()).isEqualTo("W4-azure-conv-2023@780s-2340s");
        assertThat(workload.foreseeable()).isTrue();
        assertThat(workload.seconds()).isEqualTo(1560);
        assertThat(workload.arrivals(1).size() + workload.training(1).size())
                .isEqualTo(requestsIn("azure-conv-2023.csv.gz"));
    }

    @Test
    void aKnownNameWithOtherContentIsLookedAtAnew() throws IOException {
        write("servegen-m-small.csv", RateShapes.constant(2), LengthShapes.CHAT, 900);

        Workload workload = only();

        assertThat(workload.id()).startsWith("W6-servegen-m-small@300s-");
        assertThat(workload.title()).isEqualTo("recording servegen-m-small");
    }

    @Test
    void ofALongUnknownTraceTheBusiestTimeIsTheRunAndAnEarlierOneTheTraining() throws IOException {
        // Busiest from 8 h to 8 h 10 min; before the third hour, from 1 h.
        RateShape rate = at -> at >= 8 * HOUR && at < 8 * HOUR + 600 ? 4 : at >= HOUR && at < HOUR + 600 ? 2 : 0.5;
        write("mine.csv", rate, LengthShapes.CHAT, 9 * HOUR);

        Workload workload = only();
        RequestList run = workload.arrivals(1);

        assertThat(workload.id()).startsWith("trace-mine@");
        assertThat(workload.foreseeable()).isFalse();
        assertThat(workload.seconds()).isEqualTo(HOUR);
        assertThat(run.peakPerSecond(300)).isGreaterThan(3.5);
        assertThat(run.window(0, 1800).peakPerSecond(300)).isLessThan(1);
        assertThat(workload.training(1).peakPerSecond(300)).isBetween(1.7, 2.5);
        assertThat(workload.training(1).spanSeconds()).isEqualTo(HOUR);
    }

    @Test
    void aSmoothUnknownTraceIsForeseeable() throws IOException {
        write("smooth.csv", RateShapes.sine(2, 10, 2 * HOUR), LengthShapes.CHAT, 2 * HOUR);

        assertThat(only().foreseeable()).isTrue();
    }

    @Test
    void requestsOfFiguresAreDrawnFromTheRatesBesideThem() throws IOException {
        write("azure-conv-2024.csv.gz", RateShapes.constant(0.2), LengthShapes.fixed(900, 90), 88 * HOUR);
        StringBuilder rates = new StringBuilder("t_s,rps,rps_sd_1min\n");
        for (int bin = 0; bin < 88 * 12; bin++) {
            rates.append(bin * 300).append(bin < 84.5 * 12 ? ",30,3\n" : ",60,3\n");
        }
        Files.writeString(directory.resolve("rates-azure-conv-2024.csv"), rates);

        Workload workload = only();
        RequestList run = workload.arrivals(1);

        assertThat(workload.id()).isEqualTo("W4-azure-conv-2024@84h-85h");
        assertThat(run.window(0, 1600).meanPerSecond()).isCloseTo(30, within(2.0));
        assertThat(run.window(2000, 3600).meanPerSecond()).isCloseTo(60, within(2.0));
        assertThat(run.meanInputTokens()).isEqualTo(900);
        assertThat(workload.arrivals(2)).isNotEqualTo(run);
    }

    @Test
    void requestsLongerThanAServedWindowAreCutAndTheTitleSaysSo() throws IOException {
        LengthShape half = LengthShapes.fixed(100, 10).inTurnWith(LengthShapes.fixed(100_000, 10_000), 100);
        write("long.csv", RateShapes.constant(1), half, 900);

        Workload workload = only();

        assertThat(workload.title()).matches("recording long, \\d+ of \\d+ requests cut to 24576 and 8192 tokens");
        assertThat(workload.arrivals(1))
                .allMatch(arrival -> arrival.inputTokens() <= 24_576 && arrival.outputTokens() <= 8192);
    }

    @Test
    void atItsOwnSizeARecordingIsTheSameForAllSeeds() throws IOException {
        write("mine.csv", RateShapes.constant(1), LengthShapes.CHAT, 900);
        Workload workload = only();

        assertThat(workload.arrivals(1)).isEqualTo(workload.arrivals(2));
        assertThat(workload.scaled(3).arrivals(1))
                .isNotEqualTo(workload.scaled(3).arrivals(2));
        assertThat(workload.scaledToPeak(20).arrivals(1).peakPerSecond(300)).isCloseTo(20, within(1.0));
    }

    @Test
    void ofAFewLateRequestsAThirdIsForTraining() throws IOException {
        StringBuilder few = new StringBuilder("arrival_s,input_tokens,output_tokens\n");
        for (int index = 0; index < 30; index++) {
            few.append(400 + 10 * index).append(",10,10\n");
        }
        Files.writeString(directory.resolve("few.csv"), few);

        Workload workload = only();

        // At a third of the time nothing has come yet.
        assertThat(workload.training(1)).hasSize(10);
        assertThat(workload.arrivals(1)).hasSize(20);
    }

    @Test
    void allAtOnceIsNoTraffic() throws IOException {
        Path file = Files.writeString(
                directory.resolve("once.csv"), "arrival_s,input_tokens,output_tokens\n5,1,1\n5,1,1\n");

        assertThatThrownBy(() -> Workloads.ofTraces(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("trace " + file + " has no arrivals in ");
    }

    @Test
    void otherFilesAreLeftAlone() throws IOException {
        write("mine.jsonl.csv", RateShapes.constant(1), LengthShapes.CHAT, 900);
        Files.writeString(directory.resolve("README.md"), "arrival_s input_tokens output_tokens");
        Files.writeString(directory.resolve("summary.csv"), "run,p50\na,1\n");
        Files.writeString(directory.resolve("rates-x.csv"), "t_s,rps\n0,1\n");
        Files.createDirectory(directory.resolve("folder.csv"));

        assertThat(Workloads.ofTraces(directory)).hasSize(1);
    }

    @Test
    void foldersWithoutTracesAndBrokenTracesAreSaidInASentence() throws IOException {
        assertThatThrownBy(() -> Workloads.ofTraces(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessage("traces " + directory + " has no request file: *.csv, *.jsonl, or these with .gz");
        assertThatThrownBy(() -> Workloads.ofTraces(directory.resolve("none")))
                .hasMessage("traces " + directory.resolve("none") + " is not a directory that exists");

        Files.writeString(directory.resolve("broken.csv"), "arrival_s,input_tokens,output_tokens\n1,2\n");
        assertThatThrownBy(() -> Workloads.ofTraces(directory))
                .hasMessage("trace " + directory.resolve("broken.csv")
                        + " line 2: Not enough column values: expected 3, found 2");
    }

    private Workload only() {
        List<Workload> workloads = Workloads.ofTraces(directory);
        assertThat(workloads).hasSize(1);
        return workloads.get(0);
    }

    private int requestsIn(String name) {
        return TraceFile.read(directory.resolve(name)).size();
    }

    private void write(String name, RateShape rate, LengthShape lengths, double seconds) throws IOException {
        DrawnArrivals drawn = new DrawnArrivals(rate, lengths, 1, seconds, new SplittableRandom(42));
        TraceFile.write(RequestList.of(drawn), directory.resolve(name));
    }
}
