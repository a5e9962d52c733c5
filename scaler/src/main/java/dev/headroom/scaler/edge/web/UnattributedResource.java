// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Telemetry that cannot be attributed, and the missing setting. */
@Path("/unattributed")
@Produces(MediaType.APPLICATION_JSON)
public class UnattributedResource {
    private final StrangersLook strangers;

    /** Called by CDI. */
    public UnattributedResource(StrangersLook strangers) {
        this.strangers = strangers;
    }

    /** The newest identities, the newest first. */
    @GET
    public List<UnattributedView> all() {
        return strangers.all();
    }

    /** The last minutes by reason; only what may belong to one workload where the query names it, as NAMESPACE/NAME. */
    @GET
    @Path("/recent")
    public RecentStrangersView recent(@RestQuery @Nullable String workload) {
        return strangers.recent(workload);
    }
}
