# Common tasks; `make help` lists them.
PYTHON ?= python3
VENV := model/training/.venv
WORK ?= model/training/work
# Labelled files to train on, besides our own corpus: make model LABELLED="mine.jsonl more.jsonl"
LABELLED ?= $(wildcard ../shared/data/train.jsonl)
CORPUS := model/corpus/articles.jsonl

.PHONY: help verify bench model

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

verify: ## the build gate
	mvn -B verify

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
