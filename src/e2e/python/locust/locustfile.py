# SPDX-License-Identifier: Apache-2.0
"""Load on a server with OpenAI's API: streamed completions of one length, by a schedule of users.

    OUT=requests.csv LOAD=60:2,120:60,60:2 locust --headless --stop-timeout 30 -f locustfile.py --host http://127.64.0.5:8000

Settings in the environment:
    LOAD        seconds:users, one after another
    MODEL       name of the model: "chat"
    PROMPT      characters of a prompt, other ones in every request, so that no cache knows them: 400
    TOKENS      tokens of an answer: 64
    RATE        requests per second of one user, whether the server keeps up or not, while one answer takes less than 1/RATE;
                without it, a user asks again as soon as it has its answer
    OUT         file that gets a line per request: start_s,ttft_s,e2e_s,output_tokens,error (the start as seconds since 1970)

It exits with 1 if a request failed, unless --exit-code-on-error 0 is given.

Locust's own figures: TTFT, ITL (of a request, the mean time between its tokens), E2E, all in ms. A request that fails is a failed E2E.
"""

import json
import os
import random
import string
import time
from http.client import HTTPException

import gevent
from geventhttpclient import HTTPClient
from locust import LoadTestShape, User, constant, constant_throughput, events, task

MODEL = os.environ.get("MODEL", "chat")
PROMPT = int(os.environ.get("PROMPT", "400"))
TOKENS = int(os.environ.get("TOKENS", "64"))
RATE = float(os.environ.get("RATE", "0"))
LOAD = [tuple(int(number) for number in step.split(":")) for step in os.environ.get("LOAD", "60:2,120:60,60:2").split(",")]

# A connection for each request: the server closes those that are idle for 5 s, which a slow user would see as a failure.
HEADERS = {"Content-Type": "application/json", "Connection": "close"}

# A line is written out at once: who reads along sees it.
out = open(os.environ.get("OUT", os.devnull), "w", encoding="utf-8", buffering=1)
out.write("start_s,ttft_s,e2e_s,output_tokens,error\n")


class Refused(Exception):
    """An answer that is no stream of tokens."""


class Schedule(LoadTestShape):
    def tick(self):
        left = self.get_run_time()
        for seconds, users in LOAD:
            if left < seconds:
                return users, max(users, 1)  # all at once
            left -= seconds
        return None


class Client(User):
    wait_time = constant_throughput(RATE) if RATE > 0 else constant(0)

    def on_start(self):
        # Locust's own client reads a stream in blocks, and would see tokens late.
        self.client = HTTPClient.from_url(self.host, connection_timeout=5, network_timeout=300)
        # Users that start in one instant would ask in step.
        gevent.sleep(random.random() / (RATE or 2))

    @task
    def complete(self):
        prompt = "".join(random.choices(string.ascii_letters + string.digits, k=PROMPT))
        body = json.dumps(
            {
                "model": MODEL,
                "prompt": prompt,
                "max_tokens": TOKENS,
                # Random weights would end an answer anywhere.
                "ignore_eos": True,
                "stream": True,
                # The last event counts the tokens, for a gateway as for this.
                "stream_options": {"include_usage": True},
            }
        )
        error, tokens, first, begun, start = None, 0, None, time.time(), time.perf_counter()
        try:
            for event, at in self.answer(body):
                if event.get("error"):
                    raise Refused(event["error"])
                if event.get("choices"):
                    first = first or at
                if event.get("usage"):
                    tokens = event["usage"]["completion_tokens"]
            if not tokens:
                raise Refused("a stream without an end")
        except (OSError, HTTPException, ValueError, Refused) as failure:
            error = failure
        e2e = time.perf_counter() - start
        ttft = first - start if first else None
        self.report(begun, ttft, e2e, tokens, error)
        if error:
            gevent.sleep(0.5)  # a server that is gone is not asked a thousand times a second

    def answer(self, body):
        """The events of an answer and when they came."""
        response = self.client.post("/v1/completions", body, HEADERS)
        with response:
            if response.status_code != 200:
                raise Refused(f"status {response.status_code}")
            while line := response.readline(b"\n"):
                if line.startswith(b"data: {"):
                    yield json.loads(line[6:]), time.perf_counter()

    def report(self, begun, ttft, e2e, tokens, error):
        def entry(name, seconds, exception=None):
            self.environment.events.request.fire(
                request_type="POST",
                name=name,
                response_time=seconds * 1000,
                response_length=tokens,
                exception=exception,
                context={},
            )

        if not error:
            entry("TTFT", ttft)
            if tokens > 1:
                entry("ITL", (e2e - ttft) / (tokens - 1))
        entry("E2E", e2e, error)
        said = type(error).__name__ if error else ""
        out.write(f"{begun:.6f},{'' if ttft is None else f'{ttft:.6f}'},{e2e:.6f},{tokens},{said}\n")


@events.quitting.add_listener
def close(**_):
    out.close()
