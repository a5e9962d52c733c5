// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByDeclaredFormatTest {
    private static final byte[] VALUE = "{\"looks\": \"like JSON\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    /** Each decoder shows by its reason that it was asked. */
    private static final SkipReason CONFIGURED = SkipReason.MISSING_FIELD;

    private static final SkipReason JSON = SkipReason.OTHER_EVENT;
    private static final SkipReason CLOUD_EVENT = SkipReason.OTHER_SPAN;

    private final Decoder decoder = new ByDeclaredFormat(
            answering(CONFIGURED), Map.of("Application/JSON", answering(JSON)), answering(CLOUD_EVENT));

    @ParameterizedTest
    @CsvSource({
        "application/json, OTHER_EVENT",
        "application/json; charset=utf-8, OTHER_EVENT",
        "' APPLICATION/JSON ;charset=utf-8', OTHER_EVENT",
        "application/cloudevents+json, OTHER_SPAN",
        "application/cloudevents-batch+json; charset=utf-8, OTHER_SPAN",
        "text/plain, MISSING_FIELD",
        "application/jsonx, MISSING_FIELD",
        "'', MISSING_FIELD",
        "';', MISSING_FIELD"
    })
    void asksTheDecoderOfTheMediaType(String contentType, SkipReason asked) {
        assertThat(decode(Map.of("content-type", contentType))).isEqualTo(asked);
    }

    @Test
    void asksTheConfiguredOneWhereNothingIsDeclared() {
        assertThat(decode(Map.of())).isEqualTo(CONFIGURED);
        assertThat(decoder.decode(VALUE)).isEqualTo(Decoded.skipped(CONFIGURED));
    }

    @Test
    void knowsACloudEventByItsVersionWhateverItsDataIs() {
        assertThat(decode(Map.of("ce_specversion", "1.0", "content-type", "application/json")))
                .isEqualTo(CLOUD_EVENT);
    }

    @Test
    void takesNoNoticeOfCloudEventsWhereTheyMeanNothing() {
        Decoder spans = new ByDeclaredFormat(answering(CONFIGURED), Map.of("application/json", answering(JSON)));

        assertThat(spans.decode(VALUE, name -> Optional.of("application/json"))).isEqualTo(Decoded.skipped(JSON));
        assertThat(spans.decode(VALUE, name -> Optional.of("application/cloudevents+json")))
                .isEqualTo(Decoded.skipped(CONFIGURED));
    }

    @Test
    void refusesWhatASchemaRegistrysClientFramed() {
        byte[] framed = {0, 0, 0, 0, 7, '{', '}'};

        assertThat(decoder.decode(framed)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(decoder.decode(new byte[0])).isEqualTo(Decoded.skipped(CONFIGURED));
    }

    private SkipReason decode(Map<String, String> headers) {
        Decoded decoded = decoder.decode(VALUE, name -> Optional.ofNullable(headers.get(name)));
        return decoded.skipped().keySet().iterator().next();
    }

    private static Decoder answering(SkipReason reason) {
        return value -> Decoded.skipped(reason);
    }
}
