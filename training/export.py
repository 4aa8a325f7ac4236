#!/usr/bin/env python3
"""Trained weights -> what the package ships: an int8 ONNX network, its vocabulary and its labels.

    training/export.py --encoder FOLDER [-b training/build] [-o src/dateline/reader/weights]

The vocabulary keeps the pieces that the corpora and common English words need; words that lose their piece are cut into
smaller ones. Weights are rounded to 8 bits a channel (dynamic quantization of ONNX Runtime).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from markup import STATUSES, TYPES
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from model import MODE_LABELS, PAIRS, TAGS, Reader, load_encoder

HERE = Path(__file__).parent


class Shipped(nn.Module):
    """The network as it runs: one window, results a word; pieces counted in the pruned vocabulary."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        hidden = self.net.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state[0, first]
        shape = (-1, len(PAIRS), self.net.asking[-1].out_features // len(PAIRS))
        return (
            self.net.tag(hidden),
            self.net.mode(hidden),
            self.net.status(hidden),
            self.net.asking(hidden).view(shape),
            self.net.answering(hidden).view(shape),
        )


def prune(net: Reader, vocabulary: list[str], keep: set[str]) -> list[str]:
    """Drop the embeddings of pieces that are not in ``keep``; returns the vocabulary that is left."""
    left = [i for i, piece in enumerate(vocabulary) if piece in keep]
    table = net.encoder.embeddings.word_embeddings
    table.weight = nn.Parameter(table.weight[left].clone())
    table.num_embeddings = len(left)
    return [vocabulary[i] for i in left]


def wanted(vocabulary: list[str]) -> set[str]:
    """Special pieces, single characters, and words of letters: no numbers above four digits, no other scripts."""
    special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
    plain = {p for p in vocabulary if p.removeprefix("##").isascii() and not p.startswith("[")}
    return special | plain | {p for p in vocabulary if len(p.removeprefix("##")) == 1 and not (p[-1] >= "\u2e80")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("-b", "--build", default=str(HERE / "build"))
    parser.add_argument("-o", "--out", default=str(HERE.parent / "src/dateline/reader/weights"))
    args = parser.parse_args()
    about = json.loads((Path(args.build) / "training.json").read_text())
    net = Reader(load_encoder(args.encoder, about["layers"]))
    net.load_state_dict(torch.load(Path(args.build) / "weights.pt"))
    vocabulary = (Path(args.encoder) / "vocab.txt").read_text(encoding="utf-8").splitlines()
    left = prune(net, vocabulary, wanted(vocabulary))
    positions = net.encoder.embeddings.position_embeddings
    positions.weight = nn.Parameter(positions.weight[:256].clone())
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        whole = Path(tmp) / "whole.onnx"
        torch.onnx.export(
            Shipped(net).eval(),
            (torch.randint(5, 100, (1, 40)), torch.arange(1, 30)),
            str(whole),
            input_names=["ids", "first"],
            output_names=["tags", "modes", "statuses", "asking", "answering"],
            dynamic_axes={
                "ids": {1: "pieces"},
                "first": {0: "words"},
                **{k: {0: "words"} for k in ("tags", "modes", "statuses", "asking", "answering")},
            },
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(out / "reader.onnx"))
    (out / "vocab.txt").write_text("\n".join(left) + "\n", encoding="utf-8")
    lines = about["lines"] + about["held_out"]
    labels = {
        "corpus": lines,
        "figures": about["figures"],
        "types": TYPES,
        "modes": MODE_LABELS,
        "statuses": STATUSES,
        "pairs": PAIRS,
    }
    assert TAGS[1:17] == tuple(f"B-{t}" for t in TYPES)
    (out / "reader.json").write_text(json.dumps({"name": args_name(about), **labels}, indent=1) + "\n")
    print(f"{(out / 'reader.onnx').stat().st_size / 1e6:.1f} MB, {len(left)} pieces", file=sys.stderr)


def args_name(about: dict[str, object]) -> str:
    """What a reading calls the network: layers, lines it was trained on, seed."""
    return f"minilm-l{about['layers']} corpus-{about['lines']} seed-{about['seed']}"


if __name__ == "__main__":
    main()
