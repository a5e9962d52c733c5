// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentStoreTest {
    private final DocumentStore<String, Integer> shelf = new DocumentStore<>((name, text) -> text.matches("[0-9]+")
            ? new Parsed.Valid<>(Integer.parseInt(text))
            : new Parsed.Invalid<>(List.of(new Fault("number", text, "must be whole"))));

    @Test
    void aValidDocumentIsInForce() {
        DocumentStore.Change change = shelf.put("a", "7");

        assertThat(change).isEqualTo(DocumentStore.Change.TAKEN);
        assertThat(shelf.find("a").orElseThrow().inForce()).contains(7);
    }

    @Test
    void theLastValidVersionStaysInForceBesideTheFaultOfTheNewest() {
        shelf.put("a", "7");

        DocumentStore.Change change = shelf.put("a", "seven");

        assertThat(change).isEqualTo(DocumentStore.Change.REFUSED);
        assertThat(shelf.find("a").orElseThrow().inForce()).contains(7);
        assertThat(shelf.find("a").orElseThrow().fault()).contains("number must be whole, was 'seven'");
    }

    @Test
    void aRepairedDocumentHasNoFaultLeft() {
        shelf.put("a", "seven");

        shelf.put("a", "8");

        assertThat(shelf.find("a").orElseThrow().fault()).isEmpty();
        assertThat(shelf.find("a").orElseThrow().inForce()).contains(8);
    }

    @Test
    void theSameTextAgainIsNoChange() {
        shelf.put("a", "7");

        assertThat(shelf.put("a", "7")).isEqualTo(DocumentStore.Change.NONE);
    }

    @Test
    void whatIsTakenOffIsGone() {
        shelf.put("a", "7");

        boolean wasThere = shelf.remove("a");

        assertThat(wasThere).isTrue();
        assertThat(shelf.find("a")).isEmpty();
        assertThat(shelf.remove("a")).isFalse();
    }
}
