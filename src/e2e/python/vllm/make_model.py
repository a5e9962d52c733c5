#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a model for `vllm serve --load-format dummy`: a small Llama without weights, and a tokenizer.

A token is one printable ASCII character or two, and none is a part of a character: so every token that the server makes has a text of its
own, and streams at once. A prompt of N characters has N/2 to 2N/3 tokens.
"""

import json
import pathlib
import sys

CHARACTERS = [chr(code) for code in range(0x20, 0x7F)]
PAIRS = [(first, second) for first in CHARACTERS for second in CHARACTERS]
END = "<end>"  # also named as the beginning, though no prompt gets one


def config(vocabulary: int, end: int) -> dict:
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": vocabulary,
        "num_hidden_layers": 4,
        "hidden_size": 256,
        "intermediate_size": 1024,
        "num_attention_heads": 4,
        "num_key_value_heads": 4,
        "head_dim": 64,
        "max_position_embeddings": 8192,
        "rms_norm_eps": 1e-05,
        "hidden_act": "silu",
        "tie_word_embeddings": False,
        "bos_token_id": end,
        "eos_token_id": end,
        "torch_dtype": "bfloat16",
    }


def tokenizer(vocabulary: dict) -> dict:
    end = vocabulary[END]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "added_tokens": [{"id": end, "content": END, **flags}],
        "normalizer": None,
        "pre_tokenizer": None,
        "post_processor": None,
        # Without it, a space would stand between tokens.
        "decoder": {"type": "Fuse"},
        "model": {"type": "BPE", "vocab": vocabulary, "merges": [[first, second] for first, second in PAIRS]},
    }


def main(folder: str) -> None:
    texts = CHARACTERS + [first + second for first, second in PAIRS] + [END]
    vocabulary = {text: number for number, text in enumerate(texts)}
    files = {
        "config.json": config(len(vocabulary), vocabulary[END]),
        "tokenizer.json": tokenizer(vocabulary),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": END,
            "eos_token": END,
            "model_max_length": 8192,
            "clean_up_tokenization_spaces": False,
        },
    }
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_model.py FOLDER")
    main(sys.argv[1])
