// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void nothingForeignIsMarkup() {
        assertThat(Markup.html("<script>\"x\" & 'y'</script>"))
                .isEqualTo("&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;");
    }

    @Test
    void whatXmlCannotHoldBecomesAQuestionMark() {
        assertThat(Markup.html("a\u0000b\ud800c😀")).isEqualTo("a?b?c😀");
    }

    @Test
    void aCellOfMarkdownStaysOne() {
        assertThat(Markup.markdown("a|b\nc `d` <e>")).isEqualTo("a\\|b c &#96;d&#96; &lt;e&gt;");
        assertThat(Markup.markdown("a\\|b ![x](http://y)")).isEqualTo("a\\\\\\|b ![x]\\(http://y)");
    }

    @Test
    void aFieldOfCsvStaysOneAndIsNoFormula() {
        assertThat(Markup.csv("demand 3, \"up\"")).isEqualTo("\"demand 3, \"\"up\"\"\"");
        assertThat(Markup.csv("=1+1")).isEqualTo("'=1+1");
        assertThat(Markup.csv("plain")).isEqualTo("plain");
    }
}
