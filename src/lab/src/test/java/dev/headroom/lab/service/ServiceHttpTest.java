// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ServiceHttpTest {
    @Test
    void sumsACounterOverItsLabels() {
        String metrics = """
                # HELP headroom_records_read_total Kafka records
                # TYPE headroom_records_read_total counter
                headroom_records_read_total{topic="llm.spans",} 1200.0
                headroom_records_read_total{topic="llm.requests",} 3.0
                headroom_records_read_total_other 9.0
                """;

        assertThat(ServiceHttp.sum(metrics, "headroom_records_read_total")).hasValue(1203);
        assertThat(ServiceHttp.sum("headroom_records_read_total 7.0\n", "headroom_records_read_total"))
                .hasValue(7);
        assertThat(ServiceHttp.sum(metrics, "headroom_absent_total")).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereSaysNothing() throws InterruptedException {
        URI nobody = URI.create("http://127.0.0.1:" + FreePorts.onLoopback().http());
        ServiceHttp http = new ServiceHttp(nobody);

        assertThat(http.ready()).isFalse();
        assertThat(http.recordsRead()).isEmpty();
        assertThat(http.because("demo", "llama")).isEmpty();
    }
}
