// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headroom.scaler.doctor.DoctorFinding;

/**
 * A finding as JSON.
 *
 * @param code its kind, a stable word
 * @param severity {@code problem} or {@code warning}
 * @param subject a workload, a topic, or a part of the service
 * @param what the fact
 * @param why the effect
 * @param remedy the remedy
 */
record FindingView(
        String code,
        String severity,
        String subject,
        String what,
        String why,
        @JsonProperty("do") String remedy) {
    static FindingView of(DoctorFinding finding) {
        return new FindingView(
                finding.code().word(),
                finding.code().severity().word(),
                finding.subject(),
                finding.what(),
                finding.why(),
                finding.remedy());
    }
}
