// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

/** The test for Locust. It streams, and reports the first token and the time between tokens as rows, which {@code profile import} reads. */
final class LocustFile {
    static final String TEXT = """
        # Made by ./headroom benchmark plan. Environment: MODEL, and OPENAI_API_KEY if the server wants one.
        import itertools
        import json
        import os
        import time

        from locust import HttpUser, task

        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "prompts.jsonl")) as lines:
            PROMPTS = itertools.cycle([json.loads(line) for line in lines])
        KEY = os.environ.get("OPENAI_API_KEY")
        HEADERS = {"Authorization": "Bearer " + KEY} if KEY else {}


        class Chat(HttpUser):
            @task
            def chat(self):
                prompt = next(PROMPTS)
                body = {
                    "model": os.environ["MODEL"],
                    "messages": [{"role": "user", "content": prompt["prompt"]}],
                    "max_tokens": prompt["output_tokens"],
                    "ignore_eos": True,
                    "stream": True,
                    "stream_options": {"include_usage": True},
                }
                began = time.perf_counter()
                first, last, tokens, usage = None, None, 0, None
                with self.client.post(
                    "/v1/chat/completions", json=body, headers=HEADERS, stream=True, catch_response=True, name="headers"
                ) as answer:
                    if answer.status_code != 200:
                        answer.failure("status " + str(answer.status_code))
                        self.report("e2e", began, time.perf_counter(), Exception("status " + str(answer.status_code)))
                        return
                    for line in answer.iter_lines(chunk_size=1):
                        if not line.startswith(b"data: ") or line == b"data: [DONE]":
                            continue
                        event = json.loads(line[6:])
                        usage = event.get("usage") or usage
                        if any(choice["delta"].get("content") for choice in event.get("choices", [])):
                            last = time.perf_counter()
                            first = first or last
                            tokens += 1
                    answer.success()
                if not first:
                    self.report("e2e", began, time.perf_counter(), Exception("no token"))
                    return
                tokens = (usage or {}).get("completion_tokens") or tokens
                self.report("e2e", began, last)
                self.report("ttft", began, first)
                if tokens > 1:
                    self.report("itl", 0, (last - first) / (tokens - 1))

            def report(self, name, began, ended, failure=None):
                self.environment.events.request.fire(
                    request_type="llm",
                    name=name,
                    response_time=(ended - began) * 1000,
                    response_length=0,
                    exception=failure,
                    context={},
                )
        """;

    private LocustFile() {}
}
