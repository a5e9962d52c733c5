// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Faults around Headroom, in plain sentences, each with its remedy. */
@Path("/doctor")
@Produces(MediaType.APPLICATION_JSON)
public class DoctorResource {
    private final Examinations examinations;

    /** Called by CDI. */
    public DoctorResource(Examinations examinations) {
        this.examinations = examinations;
    }

    /** All findings, the most urgent first; an empty list where all is well. */
    @GET
    public Uni<List<FindingView>> all() {
        return examinations
                .newest()
                .map(findings -> findings.stream().map(FindingView::of).toList());
    }
}
