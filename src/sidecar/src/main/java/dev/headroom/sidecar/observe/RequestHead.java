// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Optional;

/**
 * The content of the head of a request.
 *
 * @param method of HTTP
 * @param target path and query as the request line has them
 * @param id header x-request-id; empty when it has none
 * @param contentEncoding empty when it has none
 */
public record RequestHead(String method, String target, Optional<String> id, Optional<String> contentEncoding) {
    boolean isReadable() {
        return contentEncoding.isEmpty() || contentEncoding.get().equalsIgnoreCase("identity");
    }
}
