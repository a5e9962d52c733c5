// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.headroom.lab.LabCommand;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.engine.StepTimes;
import dev.headroom.lab.simulate.Simulation;
import dev.headroom.lab.traffic.Arrival;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CalibrateCommandTest {
    private static final String SILICON_HEADER =
            "system,model,backend,version,precision,isl,osl,tp,pp,concurrency,ttft_ms,tpot_ms\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesAnEngineAndTellsHowFarItIsOff() throws Exception {
        Path engine = folder.resolve("mine.yaml");

        int exit = calibrate(
                "--steps",
                RecordedRuns.path("steps.csv.gz").toString(),
                "--requests",
                RecordedRuns.path("requests.jsonl.gz").toString(),
                "--out",
                engine.toString(),
                "--run-sequences",
                "5000-500=64",
                "--note",
                "from a test");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("Steps that only decode: mean error", "Steps that also prefill: mean error")
                .contains(
                        "open-poisson-700-200-r10",
                        "open runs: ",
                        "closed runs: ",
                        "all runs: ",
                        "figures within 10 %");
        assertThat(Files.readString(engine)).startsWith("# from a test\n").contains("engine: mine\n");
        EngineModel model = ShippedEngines.named(engine.toString());
        assertThat(model.times().millis(1, 1_100, 0)).isCloseTo(8.1, within(0.2));
        assertThat(model.stepNoise()).isBetween(0.005, 0.05);
    }

    @Test
    void findsStepTimesThatShowTheMeansOfClosedLoops() throws Exception {
        Path silicon = Files.writeString(folder.resolve("silicon.csv"), SILICON_HEADER + String.join("\n", loops()));
        Path engine = folder.resolve("found.yaml");

        int exit = calibrate("--silicon", silicon.toString(), "--tp", "2", "--out", engine.toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Fitted to 5 closed loops");
        assertThat(ShippedEngines.named(engine.toString()).gpus()).isEqualTo(2);
        StepTimes found = ShippedEngines.named(engine.toString()).times();
        assertThat(found.millis(8, 8_000, 0)).isCloseTo(9 + 0.64 + 0.32, withPercentage(5));
        assertThat(found.millis(0, 0, 2_000)).isCloseTo(9 + 3 + 80, withPercentage(10));
    }

    private static List<String> loops() {
        EngineModel truth =
                EngineModel.plain("truth", new LinearStepTimes(9, 0.08, 4e-5, 0.04, 3, 0), new EngineLimits(128, 2048));
        List<String> rows = new ArrayList<>();
        for (int[] loop : new int[][] {{500, 50, 4}, {500, 50, 16}, {500, 200, 4}, {500, 200, 16}, {2_000, 100, 8}}) {
            List<ServedRequest> served = Simulation.closed(
                    truth, 1, 1, Collections.nCopies(8 * loop[2], new Arrival(0, loop[0], loop[1])), loop[2]);
            rows.add(String.format(
                    Locale.ROOT,
                    "h100_sxm,Qwen/Qwen3-32B,vllm,0.12,,%d,%d,2,1,%d,%.3f,%.3f",
                    loop[0],
                    loop[1],
                    loop[2],
                    meanMillis(served.subList(loop[2], served.size()), ServedRequest::timeToFirstTokenSeconds),
                    meanMillis(served.subList(loop[2], served.size()), ServedRequest::interTokenSeconds)));
        }
        return rows;
    }

    private static double meanMillis(List<ServedRequest> served, ToDoubleFunction<ServedRequest> latency) {
        return 1e3 * served.stream().mapToDouble(latency).average().orElseThrow();
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws Exception {
        Path steps = Files.writeString(
                folder.resolve("s.csv"), "run,decode_seqs,prefill_tokens,decode_context_tokens,step_ms\na,1,0,x,8\n");
        Path requests = Files.writeString(
                folder.resolve("r.jsonl"),
                "{\"run\":\"a\",\"id\":1,\"arrival_s\":0,\"scheduled_s\":0,\"first_token_s\":1,\"input_tokens\":3}\n");
        Path silicon = Files.writeString(folder.resolve("q.csv"), SILICON_HEADER);

        refuses("--steps and --requests must both be given, or --silicon");
        refuses("steps nowhere does not exist", "--steps", "nowhere", "--requests", "nowhere");
        refuses(
                "steps " + steps + " line 2: decode_context_tokens must be a number, was 'x'",
                "--steps",
                steps.toString(),
                "--requests",
                requests.toString());
        refuses(
                "requests " + requests + " line 1: output_tokens must be a number, was ''",
                "--steps",
                RecordedRuns.path("steps.csv.gz").toString(),
                "--requests",
                requests.toString());
        refuses(
                "silicon " + silicon
                        + " has no rows of system h100_sxm, model Qwen3-32B, backend vllm, tp 4 without a stated"
                        + " precision",
                "--silicon",
                silicon.toString(),
                "--tp",
                "4");
    }

    private void refuses(String sentence, String... options) {
        err.getBuffer().setLength(0);
        List<String> line = new ArrayList<>(Arrays.asList(options));
        line.addAll(List.of("--out", folder.resolve("none.yaml").toString()));
        assertThat(calibrate(line.toArray(new String[0]))).isEqualTo(2);
        assertThat(err.toString().strip())
                .isEqualTo("headroom lab calibrate: " + sentence + " (see 'headroom lab calibrate --help')");
    }

    private int calibrate(String... options) {
        List<String> line = new ArrayList<>(List.of("calibrate"));
        line.addAll(Arrays.asList(options));
        CommandLine command = LabCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line.toArray(new String[0]));
    }
}
