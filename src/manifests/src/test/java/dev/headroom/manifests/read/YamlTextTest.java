// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.KubeObject;
import org.junit.jupiter.api.Test;

class YamlTextTest {
    @Test
    void refusesAKeyThatStandsTwice() {
        assertThatThrownBy(() -> YamlText.objects("a file", "a: 1\na: 2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a file is not YAML")
                .hasMessageContaining("duplicate key a");
    }

    @Test
    void readsWordsAsKubernetesDoes() {
        JsonNode document = YamlText.document("{ flag: yes, mode: 0440, day: 2026-11-23, text: 'yes' }");

        assertThat(document.path("flag").isBoolean()).isTrue();
        assertThat(document.path("mode").asInt()).isEqualTo(0440);
        assertThat(document.path("day").asText()).isEqualTo("2026-11-23");
        assertThat(document.path("text").isTextual()).isTrue();
    }

    @Test
    void takesTheItemsOutOfAList() {
        assertThat(YamlText.objects("f", "{ kind: List, items: [{ kind: A, metadata: { name: x } }, { kind: B }] }"))
                .extracting(KubeObject::toString)
                .containsExactly("f A/x", "f B/");
    }
}
