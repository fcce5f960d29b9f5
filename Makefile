# Common tasks; `make help` lists them.
PYTHON ?= python3
VENV := model/training/.venv
WORK ?= model/training/work
# Labelled files to train on, besides our own corpus: make model LABELLED="mine.jsonl more.jsonl"
LABELLED ?= $(wildcard ../shared/data/train.jsonl)
CORPUS := model/corpus/articles.jsonl

PACKAGED := target/copydesk-function.zip target/copydesk-model.zip
SOURCES := $(shell find pom.xml src/main src/assembly model/bundle model/README.md -type f)

.PHONY: help verify package bench model build-ArticleFunction build-ModelLayer

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

verify: ## the build gate
	mvn -B verify

package: $(PACKAGED) ## what is deployed: target/copydesk-function.zip and target/copydesk-model.zip

target/copydesk-function.zip: $(SOURCES)
	mvn -q -B package -DskipTests -Dspotless.check.skip=true
	touch $@

target/copydesk-model.zip: target/copydesk-function.zip
	touch $@

# `sam build` calls these two.
build-ArticleFunction: $(PACKAGED)
	cp -R target/function/. "$(ARTIFACTS_DIR)"

build-ModelLayer: $(PACKAGED)
	cp -R target/model-layer/. "$(ARTIFACTS_DIR)"

bench: ## time and memory of labelling, on the deployed model
	mvn -q -B test-compile -Dspotless.check.skip=true
	./copydesk bench

model: $(VENV)/ready ## train and export model/bundle from the corpus and LABELLED; goes on from its last checkpoint
	cd model/training && .venv/bin/python train.py $(abspath $(CORPUS) $(LABELLED)) --work $(abspath $(WORK))
	cd model/training && .venv/bin/python export.py $(abspath $(CORPUS) $(LABELLED)) --work $(abspath $(WORK)) --bundle ../bundle

$(VENV)/ready: model/training/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet -r $<
	touch $@
