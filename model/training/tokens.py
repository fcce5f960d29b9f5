"""The tokenizer: the pretrained one with typography levelled, and its vocabulary cut to what English text can use."""

import json
import re
from pathlib import Path

from tokenizers import Tokenizer

from network import MAX_TOKENS

LEVEL = [
    ("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]", '"'),
    ("[\u2018\u2019\u201a\u201b\u2032\u0060\u00b4]", "'"),
    ("[\u2010\u2011\u2012\u2013\u2014\u2015\u2212]", "-"),
    ("\u2026", "..."),
    ("[\u00a0\u202f\u2000-\u200a]", " "),
    ("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", ""),
]


def make_tokenizer(model_dir):
    """The tokenizer, and the old ids of the kept tokens in the order of the new ids."""
    spec = json.loads((Path(model_dir) / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = sorted(spec["model"]["vocab"].items(), key=lambda item: item[1])
    kept = [(token, i) for token, i in vocabulary if wanted(token)]
    spec["model"]["vocab"] = {token: new for new, (token, _) in enumerate(kept)}
    ids = spec["model"]["vocab"]
    for added in spec["added_tokens"]:
        added["id"] = ids[added["content"]]
    for special in spec["post_processor"].get("special_tokens", {}).values():
        special["ids"] = [ids[token] for token in special["tokens"]]
    replaces = [{"type": "Replace", "pattern": {"Regex": p}, "content": c} for p, c in LEVEL]
    spec["normalizer"] = {"type": "Sequence", "normalizers": [*replaces, spec["normalizer"]]}
    spec["padding"] = None
    spec["truncation"] = {"direction": "Right", "max_length": MAX_TOKENS, "strategy": "LongestFirst", "stride": 0}
    return Tokenizer.from_str(json.dumps(spec)), [i for _, i in kept]


def wanted(token):
    if re.fullmatch(r"\[unused\d+\]", token):
        return False
    return not any(c.isalpha() and not c.isascii() for c in token)
