"""What an encoder, or its lowest layers, says of every token, kept on disk: where they are not trained, an epoch costs the upper layers alone."""

import hashlib
import os
import time
from pathlib import Path

import torch
from torch import distributed

from fitting import rank, workers
from network import device_precision, groups_of, padded

GROUP = 1200  # padded tokens


class KeptStates:
    """Half floats [tokens, width], mapped into memory and shared by the workers; made once for a set of rows, in some minutes.

    Takes 1.5 KB a token with a width of 768: 3.9 GB for the 1,829 articles of the labelled files, readings.jsonl and the corpus.
    """

    def __init__(self, encoder, layers, rows, work):
        rows = list(dict.fromkeys(tuple(row) for row in rows))
        self.layers, self.begins, end = layers, {}, 0
        for row in rows:
            self.begins[row] = end
            end += len(row)
        path = Path(work) / f"states.{layers}.bin"
        done = Path(f"{path}.done")
        digest = digest_of(encoder, layers, rows)
        finished = done.exists() and done.read_text() == digest
        if not finished and rank() == 0:
            done.unlink(missing_ok=True)
            path.touch()
            os.truncate(path, end * encoder.width * 2)
        wait_for_others()
        self.states = torch.from_file(str(path), shared=True, size=end * encoder.width, dtype=torch.half).view(-1, encoder.width)
        if not finished:
            self.fill(encoder, rows)
            wait_for_others()
            done.write_text(digest)

    def __deepcopy__(self, _):
        return self  # nobody writes to it

    def fill(self, encoder, rows):
        groups, began = groups_of(rows, GROUP)[rank() :: workers()], time.time()
        with torch.no_grad(), device_precision():
            for count, group in enumerate(groups, 1):
                ids, mask = padded([rows[i] for i in group])
                states = encoder.run(encoder.embed(ids), mask, encoder.blocks[: self.layers]).half()
                for i, state in zip(group, states):
                    begin = self.begins[rows[i]]
                    self.states[begin : begin + len(rows[i])] = state[: len(rows[i])]
                if count % 100 == 0:
                    print(f"  kept states {count}/{len(groups)}, {(time.time() - began) / count * (len(groups) - count):.0f} s left", flush=True)

    def of(self, rows):
        """(states [rows, longest, width], mask) of rows that were kept."""
        longest = max(len(row) for row in rows)
        states, mask = torch.zeros(len(rows), longest, self.states.shape[1]), torch.zeros(len(rows), longest)
        for i, row in enumerate(rows):
            begin = self.begins[tuple(row)]
            states[i, : len(row)] = self.states[begin : begin + len(row)].float()
            mask[i, : len(row)] = 1
        return states, mask


def wait_for_others():
    if workers() > 1:
        distributed.barrier()


def digest_of(encoder, layers, rows):
    digest = hashlib.sha256()
    parts = (encoder.words, encoder.positions, encoder.norm, encoder.distances, *encoder.blocks[:layers])
    for part in filter(None, parts):
        for weight in part.parameters():
            digest.update(weight.detach().numpy().tobytes())
    digest.update(repr(rows).encode())
    return digest.hexdigest()
