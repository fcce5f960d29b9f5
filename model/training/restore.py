"""Instead of step 2: the deployed network, back from its bundle, as work/teacher.pt. A student that begins with it and learns from its answers needs no other teacher."""

import argparse
from pathlib import Path

from answer import teacher_in
from bundle import sha256
from fitting import save_network
from network import deployed, load_saved


def main():
    options = parse_options()
    theirs, ours = Path(options.bundle) / "tokenizer.json", Path(options.work) / "tokenizer.json"
    if sha256(theirs) != sha256(ours):
        raise SystemExit(f"restore: expected the same tokenizer in {theirs} and {ours}, found two: this bundle's network does not read what prepare.py made")
    network, kept = deployed(options.bundle), teacher_in(options.work)
    if not kept.exists():
        save_network(network, kept)
    elif load_saved(kept).shape == network.shape:
        print(f"{kept} is there already", flush=True)
    else:
        raise SystemExit(f"restore: expected no teacher or a restored one in {kept}, found a network of another shape: begin with a WORK of its own")


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", default="../bundle")
    parser.add_argument("--work", default="work")
    return parser.parse_args()


if __name__ == "__main__":
    main()
