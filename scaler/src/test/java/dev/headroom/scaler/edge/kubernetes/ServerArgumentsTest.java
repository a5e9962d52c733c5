// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headroom.scaler.supply.StatedLimits;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the arguments of a model server's container say of its limits. */
class ServerArgumentsTest {
    private static final String VLLM = "vllm/vllm-openai:v0.29.0";
    private static final String SGLANG = "lmsysorg/sglang:v0.5.20";
    private static final String TGI = "ghcr.io/huggingface/text-generation-inference:3.3.7";

    @Test
    void readsVllmsArgumentsInBothForms() {
        StatedLimits expected = limits(32, 2048, 2, 16_384, -1);

        assertThat(of(
                        VLLM,
                        "--model=meta-llama/Llama-3.1-8B-Instruct",
                        "--max-num-seqs=32",
                        "--max-num-batched-tokens=2048",
                        "--tensor-parallel-size=2",
                        "--max-model-len=16384"))
                .isEqualTo(expected);
        assertThat(of(
                        VLLM,
                        "--max-num-seqs",
                        "32",
                        "--max_num_batched_tokens",
                        "2048",
                        "-tp",
                        "2",
                        "--max_model_len=16K"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vllm serve meta/llama --max-num-seqs 32",
                "exec vllm serve meta/llama --max-num-seqs=32;",
                "ulimit -n 65535 && (vllm serve meta/llama --max-num-seqs=32)",
                "vllm serve meta/llama \\\n  --max-num-seqs 32 \\\n  --port 8000",
                "vllm serve 'meta/llama' \"--max-num-seqs\" '32' # --max-num-seqs 64",
                "# --max-num-seqs 64\nvllm serve meta/llama --max-num-seqs 32",
                "vllm serve meta/llama --max-num-seqs ${SEQUENCES}",
                "vllm serve meta/llama --max-num-seqs \"$SEQUENCES\"",
                "vllm serve meta/llama --max-num-seqs $(SEQUENCES)",
                "vllm serve meta/llama --compilation-config '{\"a\": \"b \\\" c\"}' --max-num-seqs 32"
            })
    void readsAScriptOfAShell(String script) {
        for (String option : List.of("-c", "-lc", "-euxc")) {
            assertThat(limitsIn(container("registry.local/llm:1", List.of("/bin/sh", option), List.of(script)))
                            .maxSequences())
                    .as(script)
                    .hasValue(32);
        }
    }

    @Test
    void doesNotTakeAnArgumentOfAServerForAScript() {
        StatedLimits limits = limitsIn(container(
                VLLM, List.of("vllm", "serve", "m"), List.of("-c", "--max-num-seqs 64", "--max-num-seqs", "32")));

        assertThat(limits.maxSequences()).hasValue(32);
    }

    @Test
    void readsSglangsArguments() {
        assertThat(of(
                        SGLANG,
                        "--max-running-requests=48",
                        "--chunked-prefill-size=8192",
                        "--tp-size=4",
                        "--context-length=32768",
                        "--max-total-tokens=300000"))
                .isEqualTo(limits(48, 8192, 4, 32_768, 300_000));
        assertThat(of(SGLANG, "--tp", "4", "--chunked-prefill-size", "-1")).isEqualTo(limits(-1, -1, 4, -1, -1));
    }

    @Test
    void readsTgisArgumentsAndVariables() {
        StatedLimits expected = limits(64, 4096, 2, 8192, 120_000);

        assertThat(of(
                        TGI,
                        "--max-concurrent-requests=64",
                        "--max-batch-prefill-tokens=4096",
                        "--num-shard=2",
                        "--max-total-tokens=8192",
                        "--max-batch-total-tokens=120000"))
                .isEqualTo(expected);
        assertThat(limitsIn(withVariables(
                        TGI,
                        "MAX_CONCURRENT_REQUESTS=64",
                        "MAX_BATCH_PREFILL_TOKENS=4096",
                        "NUM_SHARD=2",
                        "MAX_TOTAL_TOKENS=8192",
                        "MAX_BATCH_TOTAL_TOKENS=120000")))
                .isEqualTo(expected);
    }

    @Test
    void takesTgisArgumentBeforeItsVariableAndTheLeastOfItsBounds() {
        Container both = new ContainerBuilder(withVariables(TGI, "MAX_CONCURRENT_REQUESTS=64"))
                .withArgs("--max-concurrent-requests=200", "--max-batch-size=24")
                .build();

        assertThat(limitsIn(both).maxSequences()).hasValue(24);
    }

    @Test
    void takesAVariableOfTgiFromNoOtherServer() {
        assertThat(limitsIn(withVariables(VLLM, "MAX_CONCURRENT_REQUESTS=64"))).isEqualTo(StatedLimits.UNKNOWN);
    }

    @Test
    void readsTensorRtLlmsArguments() {
        assertThat(limitsIn(container(
                        "nvcr.io/nvidia/tensorrt-llm/release:1.2.0",
                        List.of("trtllm-serve", "m"),
                        List.of("--max_batch_size", "96", "--max_num_tokens", "8192", "--tp_size", "8"))))
                .isEqualTo(limits(96, 8192, 8, -1, -1));
    }

    /** What is a request's length to one server is a cache's size to another. */
    @Test
    void tellsTheKindByWhatRunsBeforeTheImage() {
        Container container = container(
                "registry.local/vllm-base:1",
                List.of("python3", "-m", "sglang.launch_server"),
                List.of("--max-total-tokens", "300000"));

        assertThat(limitsIn(container).kvTokens()).hasValue(300_000);
    }

    @Test
    void tellsTheKindByItsOwnArgumentsUnderAnyName() {
        assertThat(of("registry.local/llm:1", "--max-num-seqs=32", "-tp=2")).isEqualTo(limits(32, -1, 2, -1, -1));
        assertThat(of("registry.local/llm:1", "--max-running-requests=32").maxSequences())
                .hasValue(32);
        assertThat(of("registry.local/llm:1", "--max-total-tokens=32")).isEqualTo(StatedLimits.UNKNOWN);
    }

    @Test
    void addsUpTheRanksOfOneServer() {
        assertThat(of(VLLM, "--max-num-seqs=32", "--data-parallel-size=4").maxSequences())
                .hasValue(128);
        assertThat(of(VLLM, "--max-num-seqs=32", "-dp", "4", "-dpl", "4").maxSequences())
                .hasValue(128);
    }

    @Test
    void doesNotGuessWhatAPartOfTheRanksMayDo() {
        assertThat(of(VLLM, "--max-num-seqs=32", "-dp=16", "-dpl=8").maxSequences())
                .isEmpty();
        assertThat(of(VLLM, "--max-num-seqs=32", "-dp=$(RANKS)").maxSequences()).isEmpty();
        assertThat(of(SGLANG, "--max-running-requests=32", "--dp=2").maxSequences())
                .isEmpty();
        assertThat(of(SGLANG, "--max-running-requests=32", "--dp=1").maxSequences())
                .hasValue(32);
    }

    @Test
    void takesTheLastOfSeveral() {
        assertThat(of(VLLM, "--max-num-seqs=64", "--max-num-seqs=32").maxSequences())
                .hasValue(32);
        assertThat(of(VLLM, "--max-num-seqs=64", "--max-num-seqs=many").maxSequences())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "-32",
                "many",
                "3.5",
                "NaN",
                "Infinity",
                "0x20",
                "1e3",
                "99999999999999999999",
                "1000001",
                "32G",
                "٣٢",
                "3 2",
                "None",
                "auto",
                "$(UNSET)",
                "--max-num-seqs"
            })
    void knowsNothingOfANumberThatCannotBe(String value) {
        assertThat(of(VLLM, "--max-num-seqs=" + value)).isEqualTo(StatedLimits.UNKNOWN);
        assertThat(of(VLLM, "--max-num-seqs", value)).isEqualTo(StatedLimits.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"8k, 8000", "8K, 8192", "25.6k, 25600", "1m, 1000000", "1M, 1048576", "8192, 8192"})
    void readsLengthsAsVllmDoes(String value, int tokens) {
        assertThat(of(VLLM, "--max-model-len", value).maxModelLength()).hasValue(tokens);
    }

    @Test
    void looksAtEveryContainer() {
        PodSpec pod = new PodSpecBuilder()
                .withContainers(
                        container("envoyproxy/envoy:v1", List.of(), List.of("--concurrency", "2")),
                        container(VLLM, List.of(), List.of("--max-num-seqs=32")))
                .build();

        assertThat(ServerArguments.limitsIn(pod).maxSequences()).hasValue(32);
    }

    @Test
    void knowsNothingOfAPodThatSaysNothing() {
        assertThat(ServerArguments.limitsIn(new PodSpec())).isEqualTo(StatedLimits.UNKNOWN);
        assertThat(limitsIn(new Container())).isEqualTo(StatedLimits.UNKNOWN);
        assertThat(of(VLLM)).isEqualTo(StatedLimits.UNKNOWN);
    }

    @Test
    void doesNotReadWithoutEnd() {
        String[] arguments = new String[10_000];
        Arrays.fill(arguments, "--model=a-model-of-a-name");
        arguments[9_999] = "--max-num-seqs=32";

        assertThat(of(VLLM, arguments)).isEqualTo(StatedLimits.UNKNOWN);
    }

    @Property(tries = 300)
    void takesAnyTextWithoutAFault(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "-=\"'\\$(){}#;& \n\t19kKé\u0000abc_";
        String[] pieces = {"--max-num-seqs", "sh", "-c", "vllm", "$(A)", "${A}", "--tp"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(
                    random.nextInt(4) == 0
                            ? pieces[random.nextInt(pieces.length)]
                            : alphabet.charAt(random.nextInt(alphabet.length())));
        }

        assertThatCode(() -> limitsIn(
                        container(text.toString(), List.of("sh", "-c", text.toString()), List.of(text.toString()))))
                .doesNotThrowAnyException();
    }

    private static StatedLimits of(String image, String... arguments) {
        return limitsIn(container(image, Collections.emptyList(), List.of(arguments)));
    }

    private static StatedLimits limitsIn(Container container) {
        return ServerArguments.limitsIn(
                new PodSpecBuilder().withContainers(container).build());
    }

    private static Container container(String image, List<String> command, List<String> arguments) {
        return new ContainerBuilder()
                .withName("server")
                .withImage(image)
                .withCommand(command)
                .withArgs(arguments)
                .addNewEnv()
                .withName("SEQUENCES")
                .withValue("32")
                .endEnv()
                .addNewEnv()
                .withName("UNSET")
                .endEnv()
                .build();
    }

    private static Container withVariables(String image, String... assignments) {
        List<EnvVar> variables = Arrays.stream(assignments)
                .map(assignment -> assignment.split("=", 2))
                .map(parts -> new EnvVarBuilder()
                        .withName(parts[0])
                        .withValue(parts[1])
                        .build())
                .toList();
        return new ContainerBuilder().withImage(image).withEnv(variables).build();
    }

    private static StatedLimits limits(int sequences, int batched, int parallel, int length, long kvTokens) {
        return new StatedLimits(
                known(sequences),
                known(batched),
                known(parallel),
                known(length),
                kvTokens < 0 ? OptionalLong.empty() : OptionalLong.of(kvTokens));
    }

    private static OptionalInt known(int value) {
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
