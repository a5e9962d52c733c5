// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import dev.headroom.telemetry.attribute.Quarantine;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Telemetry that cannot be attributed, and the missing setting. */
@Path("/unattributed")
@Produces(MediaType.APPLICATION_JSON)
public class UnattributedResource {
    private final Quarantine quarantine;

    /** Called by CDI. */
    public UnattributedResource(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** The newest identities, the newest first. */
    @GET
    public List<UnattributedView> all() {
        return quarantine.newestFirst().stream().map(UnattributedView::of).toList();
    }
}
