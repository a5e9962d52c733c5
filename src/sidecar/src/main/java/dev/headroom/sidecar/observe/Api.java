// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Optional;

/** The calls that make a model generate: all other calls are forwarded and not reported. */
public enum Api {
    /** OpenAI's. */
    CHAT_COMPLETIONS("/v1/chat/completions"),
    /** OpenAI's older one. */
    COMPLETIONS("/v1/completions"),
    /** OpenAI's newer one. */
    RESPONSES("/v1/responses"),
    /** TGI's own. */
    GENERATE("/generate"),
    /** TGI's own, always as a stream of events. */
    GENERATE_STREAM("/generate_stream"),
    /** TGI's choice of the two above, by what the body says. */
    TGI_ROOT("/");

    private static final String METHOD = "POST";

    private final String path;

    Api(String path) {
        this.path = path;
    }

    /**
     * The API that a request calls.
     *
     * @param method of the request
     * @param target path and query as the request line has them
     */
    public static Optional<Api> of(String method, String target) {
        if (!method.equals(METHOD)) {
            return Optional.empty();
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        for (Api api : values()) {
            if (api.path.equals(path)) {
                return Optional.of(api);
            }
        }
        return Optional.empty();
    }
}
