// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.slo.DocumentName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentFileTest {
    private static final String CHAT = """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: chat, namespace: llm }
            data:
              policy.yaml: |
                mode: advise
            """;

    @Test
    void aConfigMapTellsItsName() {
        assertThat(policies(CHAT)).containsExactly(document("llm", "chat", "mode: advise\n"));
    }

    @Test
    void aConfigMapWithoutANamespaceIsInTheDefaultOne() {
        assertThat(policies(CHAT.replace(", namespace: llm", "")))
                .containsExactly(document("default", "chat", "mode: advise\n"));
    }

    @Test
    void severalObjectsOfAFileAreTakenAlsoOutOfALongList() {
        String other = CHAT.replace("chat", "code");

        assertThat(policies(CHAT + "---\n" + other)).hasSize(2);
        assertThat(policies("kind: List\nitems:\n- " + CHAT.strip().replace("\n", "\n  ")))
                .extracting(DocumentFile::name)
                .containsExactly(Optional.of(new DocumentName("llm", "chat")));
    }

    @Test
    void whatHoldsNoObjectsIsTheDocumentItself() {
        assertThat(policies("mode: advise\n")).containsExactly(new DocumentFile(Optional.empty(), "mode: advise\n"));
        assertThat(policies("{ no: yaml")).containsExactly(new DocumentFile(Optional.empty(), "{ no: yaml"));
    }

    @Test
    void objectsOfAnotherKindHoldNone() {
        assertThat(DocumentFile.in(CHAT, DocumentKind.SERVING_PROFILE)).isEmpty();
    }

    private static List<DocumentFile> policies(String file) {
        return DocumentFile.in(file, DocumentKind.SLO_POLICY);
    }

    private static DocumentFile document(String namespace, String name, String text) {
        return new DocumentFile(Optional.of(new DocumentName(namespace, name)), text);
    }
}
