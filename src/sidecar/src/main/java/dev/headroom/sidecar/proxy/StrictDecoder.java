// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Vert.x' decoder, and the rules of heads with it: a head that breaks one is malformed to the decoder, which then reads nothing more from
 * that connection. So no byte after a refusal can become a request.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
    private HttpVersion version = HttpVersion.HTTP_1_1;

    StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Of HTTP/1.0 Netty would take the first of several lengths, and others take the last; so its head is read as one of HTTP/1.1. */
    @Override
    protected HttpMessage createMessage(String[] firstLine) {
        HttpMessage message = super.createMessage(firstLine);
        version = message.protocolVersion();
        return version.equals(HttpVersion.HTTP_1_0) ? message.setProtocolVersion(HttpVersion.HTTP_1_1) : message;
    }

    /** Called with each complete head, before anything of its body is read. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        message.setProtocolVersion(version);
        if (message instanceof HttpRequest head) {
            HeadRules.apply(head);
        }
        return super.isContentAlwaysEmpty(message);
    }
}
