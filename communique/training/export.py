"""Writes a trained coder as the files a reading loads: int8 encoder, half-precision heads, tokenizer and card."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertModel

from communique.reading.coder import fingerprint
from communique.training.network import RelationNetwork
from communique.training.train import Recipe, base_model

HEADS = ("query", "mix", "event", "types", "modes", "contexts", "statuses", "reciprocal")


class _Encoder(nn.Module):
    """The encoder with plain tensors in and out, as ONNX needs it."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        hidden: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden


def export(
    network: RelationNetwork,
    folder: Path,
    recipe: Recipe,
    temperatures: dict[str, float],
    corpus: dict[str, Any],
    words: Sequence[str],
    names: Mapping[str, Sequence[str]],
    own: Mapping[str, Mapping[str, str]],
) -> None:
    """Writes the folder anew; it stands there whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        new = Path(made) / "model"
        new.mkdir()
        _write_encoder(network, new)
        _write_heads(network, new)
        shutil.copyfile(base_model() / "tokenizer.json", new / "tokenizer.json")
        card = {
            "hash": fingerprint(new), "labels": names, "temperatures": temperatures, "recipe": asdict(recipe), "corpus": corpus,
            "words": list(words), "own": own,
        }  # fmt: skip
        (new / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        new.rename(folder)


def _write_encoder(network: RelationNetwork, folder: Path) -> None:
    plain = _Encoder(network.encoder).eval()
    whole = folder / "float.onnx"
    example = (torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9, dtype=torch.long))
    torch.onnx.export(
        plain, example, str(whole), input_names=["ids", "mask"], output_names=["hidden"], opset_version=17, dynamo=False,
        dynamic_axes={"ids": {0: "b", 1: "l"}, "mask": {0: "b", 1: "l"}, "hidden": {0: "b", 1: "l"}},
    )  # fmt: skip
    quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()


def _write_heads(network: RelationNetwork, folder: Path) -> None:
    arrays = {"nobody": network.nobody.detach().numpy().astype(np.float16)}
    for name in HEADS:
        layer = getattr(network, name)
        arrays[f"{name}.weight"] = layer.weight.detach().numpy().astype(np.float16)
        arrays[f"{name}.bias"] = layer.bias.detach().numpy().astype(np.float16)
    np.savez(folder / "heads.npz", **arrays)
