"""Labelled articles: reading, checking, tokenising, augmenting."""

import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer, normalizers
from tokenizers.models import WordPiece

from network import MAX_TOKENS, OUTPUTS

LABELS = {"news_body": {None}, "attribution": {"statement", "credit"}, "solicitation": {None}}


class BadInput(Exception):
    """A labelled file that must not be trained on; the message names file, line and fault."""


@dataclass
class Labelled:
    id: str
    texts: list
    targets: list  # index into OUTPUTS, or None where the paragraph is not scored
    unsure: list


def read_articles(path):
    articles, seen = [], set()
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                articles.append(parse_article(line, f"{path}:{number}", seen))
    return articles


def parse_article(line, where, seen):
    try:
        record = json.loads(line)
    except json.JSONDecodeError as fault:
        raise BadInput(f"{where}: expected one JSON object a line, found {fault}") from fault
    identity = record.get("id")
    if not identity or identity in seen:
        raise BadInput(f"{where}: expected an \"id\" of its own, found {identity!r}")
    seen.add(identity)
    texts, targets, unsure = [], [], []
    for place, paragraph in enumerate(record.get("paragraphs", [])):
        at = f"{where}: paragraph {place} of {identity}"
        if not isinstance(paragraph.get("text"), str):
            raise BadInput(f'{at}: expected "text", found {paragraph.get("text")!r}')
        texts.append(paragraph["text"])
        targets.append(target(paragraph, at))
        unsure.append(bool(paragraph.get("unsure")))
    if not texts:
        raise BadInput(f"{where}: expected paragraphs, found none in {identity}")
    return Labelled(identity, texts, targets, unsure)


def target(paragraph, at):
    label, kind = paragraph.get("label"), paragraph.get("kind")
    if label is None:
        return None
    if label not in LABELS:
        raise BadInput(f"{at}: expected a label of {sorted(LABELS)}, found {label!r}")
    if kind not in LABELS[label]:
        raise BadInput(f"{at}: expected a kind of {sorted(map(str, LABELS[label]))} with {label}, found {kind!r}")
    return OUTPUTS.index(f"{label}/{kind}" if kind else label)


def held_out(article):
    """True for about one article in ten, chosen by its id: these set the temperature and are never trained on."""
    return hashlib.sha256(article.id.encode()).digest()[0] < 26


def make_tokenizer(model_dir):
    """The pretrained tokenizer, its typography levelled and its vocabulary cut to what English text can use.

    Returns the tokenizer and the old ids of the kept tokens, in the order of the new ids.
    """
    spec = json.loads((Path(model_dir) / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = sorted(spec["model"]["vocab"].items(), key=lambda item: item[1])
    kept = [(token, i) for token, i in vocabulary if wanted(token)]
    spec["model"]["vocab"] = {token: new for new, (token, _) in enumerate(kept)}
    ids = spec["model"]["vocab"]
    for added in spec["added_tokens"]:
        added["id"] = ids[added["content"]]
    for special in spec["post_processor"].get("special_tokens", {}).values():
        special["ids"] = [ids[token] for token in special["tokens"]]
    level = [("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]", '"'), ("[\u2018\u2019\u201a\u201b\u2032\u0060\u00b4]", "'"),
             ("[\u2010\u2011\u2012\u2013\u2014\u2015\u2212]", "-"), ("\u2026", "..."), ("[\u00a0\u202f\u2000-\u200a]", " "),
             ("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "")]
    replaces = [{"type": "Replace", "pattern": {"Regex": p}, "content": c} for p, c in level]
    spec["normalizer"] = {"type": "Sequence", "normalizers": replaces + [spec["normalizer"]]}
    spec["padding"] = None
    spec["truncation"] = {"direction": "Right", "max_length": MAX_TOKENS, "strategy": "LongestFirst", "stride": 0}
    return Tokenizer.from_str(json.dumps(spec)), [i for _, i in kept]


def wanted(token):
    if re.fullmatch(r"\[unused\d+\]", token):
        return False
    return not any(c.isalpha() and not c.isascii() for c in token)


def tokenise(tokenizer, article):
    return [encoding.ids for encoding in tokenizer.encode_batch(article.texts)]


def view(article, rows, rng):
    """One training view of an article: furniture kept or dropped, now and then cut, thinned or alone."""
    chosen = list(range(len(rows)))
    if rng.random() < 0.5:
        chosen = [i for i in chosen if article.targets[i] is not None]
    if rng.random() < 0.25 and len(chosen) > 8:
        start = rng.randrange(len(chosen) - 4)
        chosen = chosen[start : start + rng.randint(4, len(chosen))]
    if rng.random() < 0.25:
        chosen = [i for i in chosen if rng.random() > 0.15] or chosen
    return [rows[i] for i in chosen], [article.targets[i] for i in chosen], [article.unsure[i] for i in chosen]


def shuffled(articles, seed):
    order = list(range(len(articles)))
    random.Random(seed).shuffle(order)
    return order
