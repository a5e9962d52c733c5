// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scaler.document.Parsed;
import dev.headroom.telemetry.Persisted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Types that were renamed, and grew, after texts of them had been written. */
class RecordTextTest {
    /** A kind whose class was called Rain, a word that was WET, and a component that was depth; notes and heavy came later. */
    sealed interface Weather {
        @Persisted("rain")
        record Shower(
                @Persisted("depth") double millimetres,
                Ground ground,
                Optional<String> note,
                @Persisted(absent = "[]") List<String> places,

                @Persisted(value = "strong", absent = "true")
                boolean heavy)
                implements Weather {}
    }

    /** What it falls on. */
    enum Ground {
        @Persisted("wet")
        SOAKED,
        DRY
    }

    /** What is read. */
    record Day(Weather weather) {}

    /** Has no name of its own. */
    sealed interface Nameless {
        record Kind() implements Nameless {}
    }

    private static final String OF_BEFORE = "{\"weather\":{\"is\":\"rain\",\"depth\":1.5,\"ground\":\"wet\"}}";

    private static final Day READ = new Day(new Weather.Shower(1.5, Ground.SOAKED, Optional.empty(), List.of(), true));

    @Test
    void aTextOfBeforeIsReadUnderTheNamesAndDefaultsThatTypesSay() {
        assertThat(RecordText.read(Day.class, OF_BEFORE)).isEqualTo(new Parsed.Valid<>(READ));
    }

    @Test
    void theNamesOfBeforeGoOnBeingWritten() {
        assertThat(RecordText.write(READ))
                .isEqualTo(
                        "{\"weather\":{\"is\":\"rain\",\"depth\":1.5,\"ground\":\"wet\",\"places\":[],\"strong\":true}}");
        assertThat(RecordText.wordOf(Ground.DRY)).isEqualTo("dry");
    }

    @Test
    void aNameOfJavaIsNone() {
        String text = OF_BEFORE.replace("depth", "millimetres");

        String sentence = RecordText.read(Day.class, text).fold(valid -> "", Parsed.Invalid::sentence);

        assertThat(sentence).isEqualTo("weather.depth is missing");
    }

    @Test
    void aKindMustSayItsName() {
        assertThatThrownBy(() -> RecordText.write(new Nameless.Kind()))
                .hasMessage(Nameless.Kind.class.getName()
                        + " is a kind of something that is written down: it needs @Persisted(\"its name\")");
    }
}
