"""What the model must beat: the commonest label, keyword rules, and a bag of words with the neighbours' words."""

import re
from collections import Counter

from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from scoring import LABELS, label_of

SOLICITING = re.compile(r"(?i)\b(subscrib|newsletter|sign up|donat|support us|read more|follow us|download|click|share this|register|log in|advertis|join us|related:)")
CREDITING = re.compile(r"(?i)^(by |photo|image|updated|published|©|copyright|reporting by|editing by|source:)|\bmin(ute)? read\b|^\W*\d{1,2} \w+ \d{4}\W*$")
STATING = re.compile(r"(?i)[\"\u201c\u201d]|\b(said|says|told|according to|added|claimed|denied|argued)\b")


def scored(articles):
    return [label_of(t) for a in articles for t in a.targets if t is not None]


def pair(label, predicted):
    return label, {other: float(other == predicted) for other in LABELS}


def majority(training, articles):
    commonest = Counter(scored(training)).most_common(1)[0][0]
    return [pair(label, commonest) for label in scored(articles)]


def keyword_rules(articles):
    return [pair(label_of(t), by_rule(text)) for a in articles for text, t in zip(a.texts, a.targets) if t is not None]


def by_rule(text):
    if SOLICITING.search(text):
        return "solicitation"
    if CREDITING.search(text) or STATING.search(text):
        return "attribution"
    return "news_body"


def bag_of_words(training, articles):
    own = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b|[\"\u201c\u201d?!:|@]")
    around = TfidfVectorizer(min_df=3, sublinear_tf=True)
    texts, neighbours = columns(training)
    model = LogisticRegression(C=4.0, max_iter=300)
    model.fit(hstack([own.fit_transform(texts), 0.5 * around.fit_transform(neighbours)]).tocsr(), scored(training))
    texts, neighbours = columns(articles)
    predicted = model.predict(hstack([own.transform(texts), 0.5 * around.transform(neighbours)]).tocsr())
    return [pair(label, said) for label, said in zip(scored(articles), predicted)]


def columns(articles):
    texts, neighbours = [], []
    for article in articles:
        for i, target in enumerate(article.targets):
            if target is not None:
                texts.append(article.texts[i])
                neighbours.append(" ".join(article.texts[max(0, i - 1) : i] + article.texts[i + 1 : i + 2]))
    return texts, neighbours
