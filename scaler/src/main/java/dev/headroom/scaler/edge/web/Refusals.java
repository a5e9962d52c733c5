// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A sentence instead of an empty page, whichever resource refuses. */
public final class Refusals {
    /** The exception's status, and its message as JSON. */
    @ServerExceptionMapper({BadRequestException.class, NotFoundException.class, ServiceUnavailableException.class})
    public Response sentence(WebApplicationException e) {
        return Response.status(e.getResponse().getStatus())
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", String.valueOf(e.getMessage())))
                .build();
    }
}
