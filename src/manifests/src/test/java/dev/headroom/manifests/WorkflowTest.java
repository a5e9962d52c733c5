// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public workflow builds what is here. */
class WorkflowTest {
    private static final Path ROOT = Path.of("../..");

    private final JsonNode workflow = YamlText.document(YamlText.read(ROOT.resolve(".github/workflows/ci.yml")));

    @Test
    void itVerifiesAsEverybodyDoes() {
        assertThat(texts("run")).contains("./mvnw -B -ntp verify");
        assertThat(YamlText.read(ROOT.resolve(".ci/run"))).contains("./mvnw -B -ntp verify");
    }

    @Test
    void everyActionHasAVersion() {
        assertThat(texts("uses")).isNotEmpty().allMatch(action -> action.matches("[\\w-]+/[\\w-]+(/[\\w-]+)*@v\\d+"));
    }

    @Test
    void eachImageIsBuiltForBothPlatformsFromAFileThatIsHere() {
        JsonNode matrix = workflow.path("jobs").path("image").path("strategy").path("matrix");

        assertThat(matrix.path("image").findValuesAsText("file"))
                .containsExactly("deploy/Dockerfile", "deploy/Dockerfile.sidecar")
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).isRegularFile());
        assertThat(matrix.path("machine").findValuesAsText("platform")).containsExactly("amd64", "arm64");
    }

    @Test
    void aReleaseHasTheBillsThatTheBuildWrites() {
        String page = YamlText.read(ROOT.resolve("SECURITY.md"));

        List<String> bills = texts("path").stream()
                .flatMap(String::lines)
                .filter(path -> path.endsWith(".cdx.json"))
                .toList();

        assertThat(bills).hasSize(2).allSatisfy(bill -> assertThat(page).contains("`" + bill + "`"));
    }

    @Test
    void thePublishedChartNamesThePublishedImage() {
        String values = YamlText.read(ROOT.resolve("deploy/helm/headroom/values.yaml"));

        assertThat(values.lines()).containsOnlyOnce("  repository: headroom/headroom");
        assertThat(texts("run")).anyMatch(run -> run.contains("s|^  repository: headroom/headroom\\$|"));
    }

    private List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode job : workflow.path("jobs")) {
            Stream.of(job.path("steps")).forEach(steps -> texts.addAll(steps.findValuesAsText(field)));
        }
        return texts;
    }
}
