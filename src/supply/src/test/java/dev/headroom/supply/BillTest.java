// SPDX-License-Identifier: Apache-2.0
package dev.headroom.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillTest {
    @Test
    void holdsWhatOthersWroteWithItsLicences() throws IOException {
        String json = """
                {"components": [
                  {"group": "dev.headroom", "name": "headroom-proto", "version": "1"},
                  {"group": "org.example", "name": "one", "version": "2.0", "licenses": [{"license": {"id": "MIT"}}]},
                  {"group": "org.example", "name": "two", "version": "3.0",
                   "licenses": [{"license": {"name": "Own"}}, {"expression": "MIT OR Apache-2.0"}]}]}
                """;

        List<Part> parts = Bill.parts(json);

        assertThat(parts)
                .containsExactly(
                        new Part("org.example:one", "2.0", List.of("MIT")),
                        new Part("org.example:two", "3.0", List.of("Own", "MIT OR Apache-2.0")));
    }
}
