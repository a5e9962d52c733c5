// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.HeadroomCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with a question: as a file, and from an interview. */
class SizingFileTest {
    private static final String ARTICLE = """
            apiVersion: headroom.dev/v1
            name: assistant
            pattern: chat
            load: { users: 10000, requestsPerUserHour: 9, peakFactor: 1, arrivals: steady }
            tokens: { input: 5000, output: 500 }
            objectives: [{ signal: e2e, percentile: 95, atMost: 5s }]
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int size(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "size";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return HeadroomCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private String question(String text) throws IOException {
        Path file = directory.resolve("sizing.yaml");
        Files.writeString(file, text);
        return file.toString();
    }

    private String fault(String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(size(arguments)).isEqualTo(2);
        assertThat(err.toString().strip()).hasLineCount(1);
        return err.toString().strip().replaceFirst("^headroom size: ", "").replaceFirst(" \\(see .*", "");
    }

    @Test
    void answersAFile() throws IOException {
        int exit = size(question(ARTICLE), "--profile", "profiles/article.yaml");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("p5.48xlarge: 2 replicas on 2 nodes, 110.08 USD/h");
    }

    @Test
    void findsTheProfilesBesideTheFile() throws IOException {
        Files.copy(Path.of("profiles/article.yaml"), directory.resolve("measured.yaml"));

        int exit = size(question(ARTICLE + "profiles: [measured.yaml]\n"), "--output", "json");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("\"replicas\" : 2");
    }

    @Test
    void withoutAProfileThereIsTheWorkloadModel() throws IOException {
        int exit = size(question(ARTICLE));

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("Little's law: 25 requests/s x 5 s")
                .contains("No serving profile is named, so no hardware is compared.");
    }

    @Test
    void writesTheFilesToGoOnWith() throws IOException {
        Path folder = directory.resolve("answer");

        int exit = size(question(ARTICLE), "--profile", "profiles/article.yaml", "--out", folder.toString());

        assertThat(exit).isZero();
        assertThat(folder)
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/sizing.json")
                .isDirectoryContaining("glob:**/slo-policy.yaml")
                .isDirectoryContaining("glob:**/scaledobject.yaml")
                .isDirectoryContaining("glob:**/serving-profile.yaml")
                .isDirectoryContaining("glob:**/nodepool-values.yaml");
        assertThat(fault(directory.resolve("sizing.yaml").toString(), "--out", folder.toString()))
                .isEqualTo("--out must name a folder that does not exist, was '" + folder + "'");
    }

    @Test
    void theExitCodeTellsThatNoHardwareKeepsThePromise() throws IOException {
        int exit = size(question(ARTICLE.replace("5s", "1s")), "--profile", "profiles/article.yaml");

        assertThat(exit).isEqualTo(3);
        assertThat(out.toString()).contains("no number of replicas keeps e2e p95 <= 1s");
    }

    @Test
    void takesAnotherCatalogue() throws IOException {
        Path catalogue = directory.resolve("mine.csv");
        Files.writeString(catalogue, """
                # date: 2027-01-01
                # region: home
                # origin: our own
                instance_type,family,accelerator,count,memory_gib,bandwidth_gb_per_s,bf16_tflops,resource,vcpu,host_memory_gib,network_gbps,on_demand_usd,spot_usd,reserved_usd,capacity_block_usd,mig
                p5.48xlarge,p5,h100,8,80,3350,989,nvidia.com/gpu,,,,10,,,,
                """);

        int exit = size(question(ARTICLE), "--profile", "profiles/article.yaml", "--catalogue", catalogue.toString());

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("Catalogue of 2027-01-01, home.")
                .contains("p5.48xlarge: 2 replicas on 2 nodes, 20.00 USD/h");
    }

    @Test
    void asksAndAnswers() throws IOException {
        Path file = directory.resolve("asked.yaml");
        InputStream terminal = System.in;
        String profile = Path.of("profiles/article.yaml").toAbsolutePath().toString();
        String answers =
                String.join("\n", "assistant", "", "10000", "9", "1", "0", "5000", "500", "batch", "", profile, "");
        try {
            System.setIn(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)));

            int exit = size("--interview", file.toString());

            assertThat(err.toString())
                    .contains("Users: ")
                    .endsWith("The same answer again: headroom size " + file + System.lineSeparator());
            assertThat(exit).isZero();
            assertThat(file).content().contains("  users: 10000\n").contains("promise: batch\n");
            assertThat(out.toString()).contains("p5.48xlarge: ");
        } finally {
            System.setIn(terminal);
        }
    }

    @Test
    void saysOneSentenceForAFault() throws IOException {
        String file = question(ARTICLE);

        assertThat(fault())
                .isEqualTo("give either FILE, --interview, or --rps with --input-tokens and --output-tokens");
        assertThat(fault("nothing.yaml")).isEqualTo("FILE must be a file that exists, was 'nothing.yaml'");
        assertThat(fault(file, "--hardware", "p9"))
                .startsWith("hardware must be all or families of g4dn, ")
                .endsWith(", was 'p9'");
        assertThat(fault(file, "--rps", "1", "--input-tokens", "1", "--output-tokens", "1"))
                .startsWith("give either FILE, --interview, or --rps");
        assertThat(fault(file, "--concurrency", "4"))
                .isEqualTo("--objective, --concurrency and --gpu-hour-usd belong to --rps; FILE has keys for them");
        assertThat(fault(file, "--out", directory.resolve("new").toString()))
                .isEqualTo("--out needs a serving profile: name one in profiles, or with --profile");
        assertThat(fault(question(ARTICLE + "prices: [{ type: p5.1xlarge, usdPerHour: 1 }]\n")))
                .isEqualTo("prices must name types of the catalogue, was 'p5.1xlarge'");
        assertThat(fault(question(ARTICLE.replace("chat", "chats"))))
                .isEqualTo(
                        "sizing '" + file + "': pattern must be one of chat, agentic, rag, code, batch, was 'chats'");
    }
}
