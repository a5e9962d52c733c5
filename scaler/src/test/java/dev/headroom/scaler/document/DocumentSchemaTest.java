// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An editor that checks a document by the schema, and the service that reads it, say the same. The tests of the readers hold each of
 * their examples against the schema as well.
 */
class DocumentSchemaTest {
    private static final DocumentName NAME = new DocumentName("llm", "chat");
    private static final Path ROOT = Path.of("..");
    private static final Path PAGES = ROOT.resolve("src/docs");
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern HEADER = Pattern.compile("(?m)^# yaml-language-server: \\$schema=(.+)$");

    private enum Kind {
        POLICY,
        PROFILE;

        DocumentSchema schema() {
            return this == POLICY ? DocumentSchema.POLICY : DocumentSchema.PROFILE;
        }

        String dataKey() {
            return this == POLICY ? "policy.yaml" : "profile.yaml";
        }

        Parsed<?> read(String text) {
            return this == POLICY ? SloPolicyReader.read(text, NAME) : ServingProfileReader.read(text, NAME);
        }

        String faultsOf(String text) {
            return read(text).fold(valid -> "", Parsed.Invalid::sentence);
        }

        void assertValid(String text, String where) {
            assertThat(faultsOf(text)).as(where).isEmpty();
            assertThat(schema().errorsOf(text)).as(where).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaHasEachKeyOfTheReaderAndNoOther(Kind kind) {
        assertThat(kind.schema().keys()).containsExactlyElementsOf(AcceptedKeys.of(kind::faultsOf));
    }

    @ParameterizedTest
    @EnumSource
    void everyDocumentBelowDeployIsGoodForBoth(Kind kind) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : filesBelow("deploy", ".yaml")) {
            for (Object object : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file))) {
                if (object instanceof Map<?, ?> map
                        && map.get("data") instanceof Map<?, ?> data
                        && data.get(kind.dataKey()) instanceof String text) {
                    texts.add(text);
                    kind.assertValid(text, file.toString());
                }
            }
        }

        assertThat(texts).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyDocumentOfThePagesIsGoodForBoth(Kind kind) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path page : filesBelow("src/docs", ".md")) {
            for (Matcher block = BLOCK.matcher(Files.readString(page)); block.find(); ) {
                String text = block.group(1);
                boolean profile = text.contains("hardware:");
                if (text.contains("apiVersion: headroom.dev/v1") && profile == (kind == Kind.PROFILE)) {
                    texts.add(text);
                    kind.assertValid(text, page.toString());
                }
            }
        }

        assertThat(texts).hasSizeGreaterThan(1);
    }

    @Test
    void aFileThatNamesItsSchemaKeepsIt() throws IOException {
        Path article = ROOT.resolve("src/cli/profiles/article.yaml");
        String text = Files.readString(article);

        Matcher header = HEADER.matcher(text);

        assertThat(header.find()).isTrue();
        assertThat(article.resolveSibling(header.group(1)))
                .hasSameBinaryContentAs(Kind.PROFILE.schema().file());
        Kind.PROFILE.assertValid(text, article.toString());
    }

    @Test
    void thePagesSayWhereTheSchemasLie() throws IOException {
        for (String page : List.of("slo-policy.md", "serving-profile.md")) {
            Matcher header = HEADER.matcher(Files.readString(PAGES.resolve(page)));

            assertThat(header.find()).as(page).isTrue();
            assertThat(ROOT.resolve(header.group(1))).as(page).isRegularFile();
        }
    }

    @Property(tries = 500)
    void aPolicyDrawnFromTheSchemaIsGoodForBoth(@ForAll long seed) {
        String text = DrawnDocument.of(DocumentSchema.POLICY, seed).text();

        Kind.POLICY.assertValid(text, text);
    }

    @Property(tries = 500)
    void aProfileDrawnFromTheSchemaKeepsEachRuleThatTheSchemaStates(@ForAll long seed) {
        String text = DrawnDocument.of(DocumentSchema.PROFILE, seed).text();

        assertThat(DocumentSchema.PROFILE.errorsOf(text)).as(text).isEmpty();
        Kind.PROFILE.schema().assertAgrees(text, Kind.PROFILE.read(text));
    }

    @Property(tries = 1000)
    void bothRefuseTheSameOfSpoiltDocuments(@ForAll Kind kind, @ForAll long seed) {
        String text = DrawnDocument.of(kind.schema(), seed).spoilt().text();

        kind.schema().assertAgrees(text, kind.read(text));
    }

    private static List<Path> filesBelow(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end))
                    // Templates are no YAML before Helm was there.
                    .filter(file -> !file.toString().contains("/helm/"))
                    .sorted()
                    .toList();
        }
    }
}
