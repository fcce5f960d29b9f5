"""Uploads the sample articles that an event names, or checks the items that it must leave in the table.

The sequencers tell whose items they are: those of the S3 events in events/ are newer than any that the local cloud's own
watcher gives, so an item with the event's sequencer was written by the function under test. The bucket of the backfill's
events is not watched.
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
PARAGRAPHS = {
    "education-news.txt.gz": 11,
    "feature.txt": 15,
    "interview.txt": 15,
    "local-news-appeal.txt": 21,
    "press-release.txt": 11,
    "science-page.html": 19,
    "sports.txt": 17,
    "wire-report.txt": 10,
    "windows-1252.txt": 10,
}


def objects(event):
    """Name of the event, bucket, key and sequencer of each object."""
    for task in event.get("tasks", []):
        bucket = task.get("s3Bucket") or task["s3BucketArn"].rpartition(":")[2]
        yield "ObjectCreated:Put", bucket, unquote_plus(task["s3Key"]), ""
    if "detail" in event:
        item = event["detail"]["object"]
        yield "ObjectCreated:Put", event["detail"]["bucket"]["name"], item["key"], item["sequencer"]
    for record in event.get("Records", []):
        bucket, item = record["s3"]["bucket"]["name"], record["s3"]["object"]
        yield record["eventName"], bucket, unquote_plus(item["key"]), item["sequencer"]


def upload(event):
    s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}))
    buckets = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    for name, bucket, key, _ in objects(event):
        if name.startswith("ObjectCreated:"):
            if bucket not in buckets:
                s3.create_bucket(Bucket=bucket)
            s3.put_object(Bucket=bucket, Key=key, Body=Path("events/articles", FILES.get(key, key)).read_bytes())


def check(event, response):
    table = boto3.resource("dynamodb").Table(TABLE)
    for name, bucket, key, sequencer in objects(event):
        article = f"s3://{bucket}/{key}"
        found = table.query(KeyConditionExpression="article = :a", ExpressionAttributeValues={":a": article})
        items = {item["part"]: item for item in found["Items"]}
        whole = items.pop("article", {})
        expect(article, "sequencer", sequencer, whole.get("sequencer", "")[: len(sequencer)])
        if name.startswith("ObjectCreated:"):
            expect(article, "status", "labelled", whole.get("status"))
            check_labels(article, PARAGRAPHS[FILES.get(key, key)], whole, items)
            print(f"labelled {article}: {counts(items)}")
        else:
            expect(article, "status", "removed", whole.get("status"))
            expect(article, "labels", {}, items)
            print(f"removed {article}")
    for task, result in zip(event.get("tasks", []), response.get("results", []), strict=True):
        expected = {
            "taskId": task["taskId"],
            "resultCode": "Succeeded",
            "resultString": f"labelled: {PARAGRAPHS[task['s3Key']]} paragraphs",
        }
        expect(task["s3Key"], "result", expected, result)


def check_labels(article, length, whole, items):
    paragraphs = [p for item in items.values() for p in item["paragraphs"]]
    positions = sorted(int(p["position"]) for p in paragraphs)
    expect(article, "positions", list(range(length)), positions)
    expect(article, "labels but ours", set(), set(items) - LABELS)
    expect(article, "counts", counts(items), {label: int(n) for label, n in whole["counts"].items() if n})
    expect(article, "paragraphs without text", [], [p for p in paragraphs if not p["text"].strip()])
    expect(article, "scores that do not sum to 1", [], [p for p in paragraphs if abs(sum(p["scores"].values()) - 1) > 0.01])
    expect(article, "that some are news", True, "news_body" in items)


def counts(items):
    return {label: len(item["paragraphs"]) for label, item in sorted(items.items())}


def expect(article, what, expected, found):
    if expected != found:
        sys.exit(f"{article}: {what}: expected {expected!r}, found {found!r}")


def load(file):
    return json.loads(Path(file).read_text() or "null") or {}


{"upload": upload, "check": check}[sys.argv[1]](*map(load, sys.argv[2:]))
