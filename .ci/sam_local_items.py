"""Uploads the sample articles that an S3 event names, or checks the items that it must leave in the table.

The sequencers tell whose items they are: those of the events in events/ are newer than any that the local cloud's own
watcher gives, so an item with the event's sequencer was written by the function under test.
"""

import json
import sys
from pathlib import Path
from urllib.parse import unquote_plus

import boto3
from botocore.config import Config

TABLE = "copydesk"
LABELS = {"news_body", "attribution", "solicitation"}
# Keys that are no sample article's name
FILES = {"2026/Zürich & Genf (1)+.txt": "windows-1252.txt", "2026/11 23/100 %.txt": "sports.txt"}


def records(event):
    for record in json.loads(Path(event).read_text())["Records"]:
        bucket, item = record["s3"]["bucket"]["name"], record["s3"]["object"]
        yield record["eventName"], bucket, unquote_plus(item["key"]), item["sequencer"]


def upload(event):
    s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}))
    for name, bucket, key, _ in records(event):
        if name.startswith("ObjectCreated:"):
            s3.put_object(Bucket=bucket, Key=key, Body=Path("events/articles", FILES.get(key, key)).read_bytes())


def check(event):
    table = boto3.resource("dynamodb").Table(TABLE)
    for name, bucket, key, sequencer in records(event):
        article = f"s3://{bucket}/{key}"
        found = table.query(KeyConditionExpression="article = :a", ExpressionAttributeValues={":a": article})
        items = {item["part"]: item for item in found["Items"]}
        whole = items.pop("article", {})
        expect(article, "sequencer", sequencer, whole.get("sequencer", "")[: len(sequencer)])
        if name.startswith("ObjectCreated:"):
            expect(article, "status", "labelled", whole.get("status"))
            print(f"labelled {article}: {labelled(article, items)}")
        else:
            expect(article, "status", "removed", whole.get("status"))
            expect(article, "labels", {}, items)
            print(f"removed {article}")


def labelled(article, items):
    """The number of paragraphs by label, after a look at each."""
    paragraphs = [p for item in items.values() for p in item["paragraphs"]]
    positions = sorted(int(p["position"]) for p in paragraphs)
    expect(article, "positions", list(range(len(paragraphs))), positions)
    expect(article, "labels but ours", set(), set(items) - LABELS)
    expect(article, "paragraphs without text", [], [p for p in paragraphs if not p["text"].strip()])
    expect(article, "that some are news", True, bool(items["news_body"]["paragraphs"]))
    return {label: len(item["paragraphs"]) for label, item in sorted(items.items())}


def expect(article, what, expected, found):
    if expected != found:
        sys.exit(f"{article}: {what}: expected {expected!r}, found {found!r}")


{"upload": upload, "check": check}[sys.argv[1]](sys.argv[2])
