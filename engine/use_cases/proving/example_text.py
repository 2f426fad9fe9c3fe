"""A worked example as text for `examples.yaml`, in the form of the shipped ones; such a text with one more, or with others instead."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from engine.policy.pack import Example, ExpectedAnswer
from engine.proof.example_runs import ExampleRun


def example_as_text(example: Example) -> str:
    """Its lines, without the end of the last one. JSON's quotes are YAML's."""
    facts = ", ".join(f"{name}: {value}" for name, value in example.facts.items())
    lines = ["  - sentence:"]
    lines += [f"      {language}: {json.dumps(example.sentence.in_(language), ensure_ascii=False)}" for language in ("de", "en")]
    lines += [f"    facts: {{{facts}}}", "    expect:"]
    for name, value in example.expect.model_dump(exclude_none=True, mode="json").items():
        lines.append(f"      {name}: {'[' + ', '.join(value) + ']' if isinstance(value, list) else value}")
    return "\n".join(lines)


def with_example(text: str, example: Example) -> str:
    """An `examples.yaml` that ends with its list of examples, as shipped ones do, and then has this one as its last."""
    end = "\r\n" if "\r\n" in text else "\n"
    return text.rstrip() + end + example_as_text(example).replace("\n", end) + end


def with_examples_instead(text: str, begins: Sequence[int], instead: Mapping[int, Example]) -> str:
    """The text with other examples in the place of those that begin on these lines (counted from 1); `begins`: where each begins.

    Remarks above an example stay; those within one that gives way are gone with it."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    for begin, after in reversed(list(zip(begins, (*begins[1:], len(lines) + 1), strict=True))):
        if begin not in instead:
            continue
        stop = after - 1
        while lines[stop - 1].strip() == "" or lines[stop - 1].lstrip().startswith("#"):
            stop -= 1
        lines[begin - 1 : stop] = example_as_text(instead[begin]).split("\n")
    return end.join(lines)


def as_decided(run: ExampleRun) -> Example:
    """The example, expecting what is decided now wherever it expected anything. It can be decided."""
    assert run.decision is not None
    decided = run.decision.as_json() | {"because": [reason.rule for reason in run.decision.because]}
    named = run.example.expect.model_dump(exclude_none=True)
    return run.example.model_copy(update={"expect": ExpectedAnswer.model_validate({name: decided.get(name) for name in named})})
