// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each request with 200 and its name, and remembers all that it takes for one. */
public final class RecordingServer implements AutoCloseable {
    /** Field that no proxy adds. */
    public static final String MARK = "x-answered-by";

    private final List<Message> requests = new CopyOnWriteArrayList<>();
    private final PlainServer server;

    public RecordingServer() throws Exception {
        server = new PlainServer(0, this::answer);
    }

    public int port() {
        return server.port();
    }

    /** What came so far, in its order. */
    public List<Message> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }

    private void answer(Socket socket) throws Exception {
        Talk talk = new Talk(socket);
        for (Optional<Message> head = talk.head(); head.isPresent(); head = talk.head()) {
            Message request = talk.restOfRequest(head.get());
            if (!request.whole()) {
                return;
            }
            requests.add(request);
            talk.say("HTTP/1.1 200 OK\nX-Answered-By: server\nContent-Length: 2\n\nok");
        }
    }
}
