# Common tasks; `make help` lists them.
PYTHON ?= python3
VENV := model/training/.venv
RUN := cd model/training && .venv/bin/python
WORK ?= model/training/work
CORPUS := model/corpus/train.jsonl
TEST := model/corpus/test.jsonl
# Further labelled files or folders: make model LABELLED="mine.jsonl more/"
LABELLED ?= $(wildcard ../shared/data/train.jsonl)
# Articles without labels of their own, which model/training/readings.jsonl labels by their ids
UNLABELLED ?= $(wildcard ../shared/data/unlabelled.jsonl)
# A labelled file that is measured on besides our own test, and on which the review threshold is chosen
DEV ?= $(wildcard ../shared/data/dev.jsonl)
BUNDLE ?= model/bundle

# What is deployed: teacher (six layers) or student (three, about twice as fast, less accurate)
NETWORK ?= teacher

PACKAGED := target/copydesk-function.zip target/copydesk-model.zip
SOURCES := $(shell find pom.xml src/main src/assembly model/bundle model/README.md -type f)

.PHONY: help verify package sam-local bench model model-evaluate model-smoke build-ArticleFunction build-ModelLayer

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

sam-local: ## the packaged function by `sam local invoke` in a container, against the local cloud; needs root or Docker
	.ci/sam-local

# `sam build` calls these two.
build-ArticleFunction: $(PACKAGED)
	cp -R target/function/. "$(ARTIFACTS_DIR)"

build-ModelLayer: $(PACKAGED)
	cp -R target/model-layer/. "$(ARTIFACTS_DIR)"

bench: ## time and memory of labelling, on the deployed model
	mvn -q -B test-compile -Dspotless.check.skip=true
	./copydesk bench

model: $(VENV)/ready ## make model/bundle from the corpus and LABELLED; goes on from the last checkpoint in WORK
	$(RUN) prepare.py $(abspath $(CORPUS) $(LABELLED)) $(if $(UNLABELLED),--unlabelled $(abspath $(UNLABELLED))) --readings readings.jsonl --work $(abspath $(WORK))
	$(RUN) train.py --work $(abspath $(WORK))
	$(if $(filter student,$(NETWORK)),$(RUN) distil.py --work $(abspath $(WORK)))
	$(RUN) export.py --network $(NETWORK) --work $(abspath $(WORK))
	$(RUN) calibrate.py $(abspath $(CORPUS) $(LABELLED)) $(if $(DEV),--review $(abspath $(DEV))) --work $(abspath $(WORK)) --bundle $(abspath $(BUNDLE))
	$(MAKE) model-evaluate

model-evaluate: $(VENV)/ready ## measure model/bundle anew: model/evaluation and the card's figures
	$(RUN) evaluate.py $(abspath $(TEST)) --answers --train $(abspath $(CORPUS) $(LABELLED)) --bundle $(abspath $(BUNDLE)) --float $(abspath $(WORK))
	$(if $(DEV),$(RUN) evaluate.py $(abspath $(DEV)) --name dev --train $(abspath $(CORPUS) $(LABELLED)) --bundle $(abspath $(BUNDLE)) --float $(abspath $(WORK)))
	$(RUN) card.py

SMOKE := $(abspath target/model-smoke)
model-smoke: $(VENV)/ready ## every step on ten articles, in minutes; leaves model/bundle alone
	rm -rf $(SMOKE) && mkdir -p $(SMOKE)
	$(RUN) prepare.py $(abspath $(CORPUS)) --readings readings.jsonl --limit 10 --work $(SMOKE)
	$(RUN) train.py --epochs 1 --work $(SMOKE)
	$(RUN) distil.py --imitation-steps 10 --epochs 1 --work $(SMOKE)
	$(RUN) export.py --work $(SMOKE)
	$(RUN) calibrate.py $(abspath $(CORPUS)) --work $(SMOKE) --bundle $(SMOKE)/deployed
	$(RUN) evaluate.py $(abspath $(TEST)) --answers --train $(abspath $(CORPUS)) --bundle $(SMOKE)/deployed --float $(SMOKE) --out $(SMOKE)/evaluation

$(VENV)/ready: model/training/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet -r $<
	touch $@
